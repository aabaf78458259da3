@UPG-03
Feature: Populated migration
  As an administrator
  I want every row I have to survive the migration, however odd it is
  So that I need not look through my data afterwards

  @way-every-kind @tier-standard @matrix-1 @matrix-2 @criterion-1
  Scenario: RC1 to GA with every kind of data
    Given a running RC1 gateway with every kind of data
    When I perform the upgrade to GA
    Then all existing data should be preserved
    And all services should continue functioning
    And new features should be available

  @way-every-kind-from-0.9.0 @tier-standard @from-0.9.0 @criterion-7
  Scenario: 0.9.0 to GA with every kind of data
    Given a running 0.9.0 gateway with every kind of data
    When I perform the upgrade to GA
    Then all existing data should be preserved
    And all services should continue functioning
    And new features should be available

  @way-every-column @tier-standard @criterion-1
  Scenario: RC1 to GA with a row in every table and a value in every column
    Given a running RC1 gateway with data
    And a row in every table and a value in every column
    When I perform the upgrade to GA revision by revision, and by "bootstrap" then
    Then all existing data should be preserved

  @way-bulk @bulk @tier-full @criterion-1
  Scenario: RC1 to GA with a hundred thousand rows in each of the tables that grow
    Given a running RC1 gateway with very much data
    When I perform the upgrade to GA by "alembic upgrade head"
    Then all existing data should be preserved
    And all services should continue functioning
