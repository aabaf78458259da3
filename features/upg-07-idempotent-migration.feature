@UPG-07
Feature: Database Migrations
  As a database administrator
  I want Alembic migrations to be idempotent
  So that I can safely retry failed migrations

  @way-timeout @tier-standard @criterion-3
  Scenario: Idempotent migration
    Given a migration that was partially applied
    When I run the migration again
    Then it should complete without errors
    And the database should be in correct state

  @way-every-revision @tier-standard @long @criterion-3
  Scenario: Killed in every revision
    Given a running RC1 gateway with data
    When I run the migration to GA again after it was killed in every revision
    Then it should complete without errors
    And the database should be in correct state

  Scenario Outline: Broken off because <death>
    Given a running RC1 gateway with data
    When I run the migration to GA again after it broke off because "<death>"
    Then it should complete without errors
    And the database should be in correct state

    @way-connection-cut @tier-full @criterion-3
    Examples:
      | death                  |
      | its connection was cut |

    @way-database-crashed @tier-full @criterion-3 @alone
    Examples:
      | death                       |
      | the database server crashed |

    @way-gateway-stopped @tier-full @criterion-3
    Examples:
      | death                                 |
      | the gateway that migrated was stopped |

    @way-disk-full @tier-full @criterion-3
    Examples:
      | death             |
      | its disk was full |

  @way-run-twice @tier-full @criterion-3
  Scenario: Run twice
    Given a running RC1 gateway with data
    When I run every migration to GA twice
    Then it should complete without errors
    And the database should be in correct state

  @way-at-once @tier-full @criterion-3
  Scenario: Several migrators at once
    Given a running RC1 gateway with data
    When I run several migrators of GA at once
    Then it should complete without errors
    And the database should be in correct state
