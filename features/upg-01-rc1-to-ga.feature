@UPG-01
Feature: Version Upgrade
  As an administrator
  I want to upgrade from RC1 to GA smoothly
  So that I can adopt new features without disruption

  @way-own-start @tier-quick @matrix-1 @matrix-2 @criterion-1 @criterion-6
  Scenario: RC1 to GA upgrade
    Given a running RC1 gateway with data
    When I perform the upgrade to GA
    Then all existing data should be preserved
    And all services should continue functioning
    And new features should be available

  @way-command-line @tier-standard @matrix-1 @matrix-2 @criterion-1 @criterion-6
  Scenario: RC1 to GA upgrade by the command line
    Given a running RC1 gateway with data
    When I perform the upgrade to GA by "alembic upgrade head"
    Then all existing data should be preserved
    And all services should continue functioning
    And new features should be available

  @way-restarted @tier-full @matrix-1 @matrix-2
  Scenario: RC1 to GA upgrade, and a restart of the new release
    Given a running RC1 gateway with data
    When I perform the upgrade to GA and restart it
    Then all existing data should be preserved
    And all services should continue functioning
    And new features should be available
