@UPG-06
Feature: Rolling upgrade
  As an operator
  I want to replace replicas one by one while people work
  So that nobody notices the upgrade

  @way-rolling @tier-standard @alone
  Scenario: Rolling upgrade with drain
    Given 3 replicas of RC1 with data behind a load balancer
    When I roll them to GA, each drained before it is stopped
    Then there should be no more downtime than allowed
    And every acknowledged write should be there, once
    And all existing data should be preserved

  @way-first-migrates @tier-full @alone
  Scenario: Rolling upgrade, the first new replica migrates
    Given 2 replicas of RC1 with data behind a load balancer
    When I roll them to GA, each drained before it is stopped, and the first new one migrates
    Then there should be no more downtime than allowed
    And every acknowledged write should be there, once
    And all existing data should be preserved

  @way-without-drain @tier-full @alone
  Scenario: Rolling upgrade without drain, measured
    Given 2 replicas of RC1 with data behind a load balancer
    When I roll them to GA, each stopped without a word
    Then every acknowledged write should be there, once
    And all existing data should be preserved

  @way-both-releases @tier-full
  Scenario: Both releases on one store, step by step
    Given 3 replicas of RC1 with data behind a load balancer
    When I replace them by GA one by one and look at both releases at every step
    Then all existing data should be preserved
    And all services should continue functioning

  @way-two-at-once @tier-full
  Scenario: Two new replicas start at once on an old store
    Given a running RC1 gateway with data
    When I start 2 gateways of GA at once
    Then all existing data should be preserved
    And all services should continue functioning

  @way-five-at-once @tier-full
  Scenario: Five new replicas start at once on an old store
    Given a running RC1 gateway with data
    When I start 5 gateways of GA at once
    Then all existing data should be preserved
    And all services should continue functioning

  @way-migrating-one-killed @tier-full
  Scenario: Three new replicas start at once, and the one that migrates is killed
    Given a running RC1 gateway with data
    When I start 3 gateways of GA at once and kill the one that migrates
    Then all existing data should be preserved
    And all services should continue functioning

  @way-stop-start @tier-full @alone
  Scenario: One replica is stopped, and the new one migrates: how long is it down
    Given one replica of RC1 with data behind a load balancer
    When I stop it and start GA in its place, which migrates
    Then every acknowledged write should be there, once
    And all existing data should be preserved

  @way-back-in-the-middle @tier-full @alone
  Scenario: Rolling upgrade, back in the middle, and forward again
    Given 3 replicas of RC1 with data behind a load balancer
    When I roll them to GA, go back when half are replaced, and roll them again
    Then there should be no more downtime than allowed
    And every acknowledged write should be there, once
    And all existing data should be preserved

  Scenario Outline: Rolling upgrade in which something breaks: <fault>
    Given 3 replicas of RC1 with data behind a load balancer
    When I roll them to GA, and at a random step <fault>, from which all recovers within <seconds> seconds
    Then there should be no more downtime than allowed
    And every acknowledged write should be there, once
    And all existing data should be preserved

    @way-replica-killed @tier-full @alone
    Examples:
      | fault               | seconds |
      | a replica is killed | 30      |

    @way-replica-paused @tier-full @alone
    Examples:
      | fault                       | seconds |
      | a replica is paused for 5 s | 12      |

    @way-replica-cut-off @tier-full @alone
    Examples:
      | fault                                    | seconds |
      | a replica is cut off its network for 5 s | 15      |

    @way-balancer-reloaded @tier-full @alone
    Examples:
      | fault                         | seconds |
      | the load balancer is reloaded | 5       |

    @way-database-crashed @tier-full @alone
    Examples:
      | fault                             | seconds |
      | the database crashes and recovers | 20      |
