@UPG-04
Feature: Rollback
  As an administrator
  I want to go back to RC1 when an issue is discovered after the upgrade
  So that I always have a tested fallback

  @way-downgrade @tier-standard @matrix-4 @criterion-4
  Scenario: GA to RC1 by downgrade
    Given a running RC1 gateway with data
    And it was upgraded to GA and used
    When I downgrade the database and start RC1
    Then the gateway should start successfully on RC1
    And all data should remain accessible
    And no data should be corrupted
    And nothing should be lost but what is declared

  @way-restore @tier-standard @matrix-4 @criterion-4
  Scenario: GA to RC1 by restoring the backup
    Given a running RC1 gateway with data
    And it was upgraded to GA and used
    When I restore the backup and start RC1
    Then the gateway should start successfully on RC1
    And all data should remain accessible
    And no data should be corrupted
    And nothing should be lost but what is declared
