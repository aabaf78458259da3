@UPG-02
Feature: Fresh install
  As an administrator
  I want to install GA on an empty database
  So that what I start with is what an upgraded installation ends with

  @way-fresh @tier-standard @seeds-GA @matrix-3 @criterion-2
  Scenario: Fresh GA install
    Given an empty database
    When I install GA
    Then every other way to install GA should give the same schema
    And it should accept data and serve it

  @way-restart @tier-standard @seeds-GA @criterion-2
  Scenario: Restart of GA
    Given a running GA gateway with data
    When I restart GA
    Then all existing data should be preserved
    And all services should continue functioning
