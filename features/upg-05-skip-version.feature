@UPG-05
Feature: Skip version
  As an administrator
  I want to upgrade from 0.9.0 to GA without installing what came between
  So that I do not have to take every release

  @way-direct @tier-standard @from-0.9.0 @criterion-7
  Scenario: 0.9.0 to GA directly
    Given a running 0.9.0 gateway with data
    When I perform the upgrade to GA
    Then all existing data should be preserved
    And all services should continue functioning
    And new features should be available

  @way-hop-by-hop @tier-standard @from-0.9.0 @criterion-7
  Scenario: 0.9.0 to GA hop by hop
    Given a running 0.9.0 gateway with data
    When I perform the upgrade to GA by "bootstrap" by way of 1.0.0rc1
    Then all existing data should be preserved
    And all services should continue functioning
    And the database of GA should be as after "bootstrap" in one go

  @way-revision-by-revision @tier-standard @from-0.9.0 @criterion-7
  Scenario: 0.9.0 to GA revision by revision
    Given a running 0.9.0 gateway with data
    When I perform the upgrade to GA revision by revision
    Then the database of GA should be as after "alembic upgrade head" in one go
    And all existing data should be preserved
