@UPG-05
Feature: Skip version
  As an administrator
  I want to upgrade from 0.9.0 to GA without installing what came between
  So that I do not have to take every release

  @way-direct @tier-standard @from-0.9.0 @criterion-7
  Scenario: 0.9.0 to GA directly
    Given a running 0.9.0 gateway with every kind of data
    When I perform the upgrade to GA by "alembic upgrade head"
    Then all existing data should be preserved
    And all services should continue functioning
    And new features should be available

  @way-hop-by-hop @tier-standard @from-0.9.0 @criterion-7
  Scenario: 0.9.0 to GA hop by hop
    Given a running 0.9.0 gateway with every kind of data
    When I perform the upgrade to GA by "bootstrap" by way of 1.0.0rc1
    Then all existing data should be preserved
    And all services should continue functioning
    And the database of GA should be as after "bootstrap" in one go

  @way-revision-by-revision @tier-standard @from-0.9.0 @criterion-7
  Scenario: 0.9.0 to GA revision by revision
    Given a running 0.9.0 gateway with every kind of data
    And a row in every table and a value in every column
    When I perform the upgrade to GA revision by revision
    Then the database of GA should be as after "alembic upgrade head" in one go
    And all existing data should be preserved

  Scenario Outline: from <old> to <new>
    Given a running <old> gateway with data
    When I perform the upgrade to <new>
    Then all existing data should be preserved
    And all services should continue functioning

    @way-1.0.0-to-1.0.1 @tier-full @full @slow @from-1.0.0
    Examples:
      | old   | new   |
      | 1.0.0 | 1.0.1 |

    @way-1.0.1-to-1.0.2 @tier-full @full @slow @from-1.0.1
    Examples:
      | old   | new   |
      | 1.0.1 | 1.0.2 |

    @way-1.0.2-to-1.0.3 @tier-full @full @slow @from-1.0.2
    Examples:
      | old   | new   |
      | 1.0.2 | 1.0.3 |

    @way-1.0.3-to-1.0.4 @tier-full @full @slow @from-1.0.3
    Examples:
      | old   | new   |
      | 1.0.3 | 1.0.4 |

    @way-1.0.4-to-1.0.5 @tier-full @full @slow @from-1.0.4
    Examples:
      | old   | new   |
      | 1.0.4 | 1.0.5 |

    @way-1.0.5-to-1.0.6 @tier-full @full @slow @from-1.0.5
    Examples:
      | old   | new   |
      | 1.0.5 | 1.0.6 |

    @way-1.0.6-to-1.0.7 @tier-full @full @slow @from-1.0.6
    Examples:
      | old   | new   |
      | 1.0.6 | 1.0.7 |
