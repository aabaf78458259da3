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

  @way-downgrade-by-one @tier-full @full
  Scenario: GA to RC1 by alembic downgrade -1
    Given a running RC1 gateway with data
    And it was upgraded to GA and used
    When I run alembic downgrade -1 and start RC1
    Then RC1 should serve, or refuse and say why

  @way-started-by-mistake @tier-full @full
  Scenario: RC1 on the database of GA
    Given a running RC1 gateway with data
    And it was upgraded to GA and used
    When I start RC1 on the database of GA by mistake
    Then RC1 should serve, or refuse and say why

  @way-back-and-forth @tier-full @full
  Scenario: Every revision back and forth
    Given a running RC1 gateway with data
    And it was upgraded to GA and used
    When I take every revision of GA back and apply it again
    Then no revision should leave a trace

  @way-up-again @tier-full @full
  Scenario: Up, down and up again
    Given a running RC1 gateway with data
    And it was upgraded to GA and used
    When I downgrade the database, use RC1, and upgrade to GA again
    Then all four generations of data should be there
