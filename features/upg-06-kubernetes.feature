@UPG-06 @kubernetes
Feature: Rolling upgrade on Kubernetes
  As an operator
  I want to upgrade replicas by Helm while people work
  So that nobody notices the upgrade

  @way-kubernetes @tier-standard @alone @matrix-5
  Scenario: Helm upgrade
    Given 3 replicas of RC1 with data in Kubernetes
    When I upgrade them to GA by Helm
    Then there should be no more downtime than allowed
    And every acknowledged write should be there, once
    And every value given to Helm should be seen on the live objects
    And all existing data should be preserved

  @way-kubernetes-broken @tier-full @alone @matrix-5
  Scenario: A new release that never serves, on Kubernetes
    Given 3 replicas of RC1 with data in Kubernetes
    When I upgrade them by Helm to a GA that never serves, and back
    Then there should be no more downtime than allowed
    And every acknowledged write should be there, once
    And every value given to Helm should be seen on the live objects
    And all existing data should be preserved
