@UPG-01
Feature: A step nobody has written

  @way-own-start @tier-quick
  Scenario: Everything is defined
    Given a running RC1 gateway with data
    When I perform the upgrade to GA

  @way-undefined @tier-quick
  Scenario: One step is not
    Given a running RC1 gateway with data
    When I perform the upgarde to GA
    Then all existing data should be preserved
