@UPG-01
Feature: Configuration
  As an administrator
  I want to know what comes of my settings before I upgrade
  So that a forgotten or changed one does not look like lost data

  @way-old-settings @tier-full
  Scenario: Settings of the old release
    Given a running RC1 gateway with data
    When I look at the settings that GA knows
    Then every setting in use should have an effect

  @way-changed-encryption-key @tier-full
  Scenario: Another encryption key
    Given a running RC1 gateway with data
    When I perform the upgrade to GA with "changed encryption key"
    Then what is declared should come of it, and nothing else

  @way-another-administrator @tier-full
  Scenario: Another administrator
    Given a running RC1 gateway with data
    When I perform the upgrade to GA with "another administrator"
    Then what is declared should come of it, and nothing else

  @way-weak-secret @tier-full
  Scenario: A weak secret where strong ones are required
    Given a running RC1 gateway with data
    When I perform the upgrade to GA with "weak secret"
    Then what is declared should come of it, and nothing else

  @way-migration-switched-off @tier-full
  Scenario: The new release on the old schema
    Given a running RC1 gateway with data
    When I perform the upgrade to GA with "migration switched off"
    Then what is declared should come of it, and nothing else

  @way-everyday-settings @tier-full
  Scenario: Caches and jobs as people have them
    Given a running RC1 gateway with data
    When I perform the upgrade to GA with "everyday settings"
    Then what is declared should come of it, and nothing else
