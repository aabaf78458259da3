package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.StrictYaml;

/** Every kind of declaration can be written in YAML. */
class DeclarationsYamlTest {
    record Product(List<AllowedChange> allowedChanges, List<ApiChange> apiChanges, List<LogAllowance> logAllowList) {}

    @Test
    void readsEveryKind() {
        Product product = StrictYaml.load("product.yaml", YAML, Product.class);
        assertThat(product.allowedChanges())
                .extracting(Object::getClass)
                .doesNotHaveDuplicates()
                .hasSize(AllowedChange.class.getPermittedSubclasses().length);
        assertThat(product.apiChanges()).extracting(ApiChange::kind).containsExactlyInAnyOrder(ApiChange.Kind.values());
        assertThat(product.logAllowList()).hasSize(2);
        AllowedValueChange change =
                (AllowedValueChange) product.allowedChanges().get(1);
        assertThat(change.where()).containsEntry("team_id", null).containsEntry("enabled", "true");
    }

    private static final String YAML = """
            allowedChanges:
              - {kind: touched, table: gateways, columns: [last_seen, updated_at], always: true, reason: the health check writes them}
              - kind: value-may-change
                table: tools
                columns: [team_id]
                shape: any-nonnull
                where: {team_id: null, enabled: true}
                always: true
                reason: a start gives rows without a team to the administrator
              - {kind: rows-may-be-added, table: roles, where: {name: platform_viewer}, atMost: 1, at: 1.0.0rc1, reason: a new role}
              - {kind: rows-may-be-removed, table: oauth_states, expired: expires_at, always: true, reason: expired logins are removed}
              - kind: rekey
                table: prompts
                key: id
                natural: [name]
                references: [prompt_metrics.prompt_id, server_prompt_association.prompt_id]
                at: 1.0.0b1
                reason: numbers became UUIDs
              - {kind: rename-column, table: tools, column: is_active, to: enabled, at: 1.0.0b1, reason: renamed}
              - {kind: rename-table, table: a, to: b, at: 1.0.0b1, engine: sqlite, reason: renamed}
              - {kind: convert, table: tools, columns: [tags], conversion: tags-to-objects, at: 1.0.0b1, reason: tags got ids}
              - {kind: append-only, table: audit_trails, mayShrink: true, always: true, reason: a log that is rolled up}
              - {kind: drop-column, table: tools, column: old, at: 1.0.0, reason: not used since 0.9}
              - {kind: move-columns, table: a2a_agents, columns: [auth_type, auth_value], to: a2a_agent_auth, by: agent_id, at: 1.0.0, reason: split}
            apiChanges:
              - {kind: ignore, feature: "*", field: updatedAt, always: true, reason: every start touches it}
              - {kind: rename, feature: prompts, field: isActive, to: enabled, at: 1.0.0rc1, reason: renamed}
              - {kind: set, feature: servers, field: associatedTools, always: true, reason: the order says nothing}
              - {kind: convert, feature: tools, field: tags, conversion: tags-to-objects, at: 1.0.0rc1, reason: tags got ids}
              - {kind: removed, feature: tools, field: metrics.*, at: 1.0.0rc1, reason: only told when asked for}
              - {kind: namespaced, feature: prompts, field: name, at: 1.0.0b2, reason: prompts of peers carry the peer}
              - {kind: filled, feature: gateways, field: tags, at: 1.0.0rc1, reason: were not told}
              - {kind: becomes, feature: gateways, field: secret, to: "*****", at: 1.0.0rc1, reason: masked}
              - {kind: added, feature: roles, atMost: 1, at: 1.0.0rc1, reason: a new role}
            logAllowList:
              - {contains: "Redis is not configured", reason: runs without Redis}
              - {matches: "^Upstream .* unreachable", reason: one upstream is down on purpose}
            """;
}
