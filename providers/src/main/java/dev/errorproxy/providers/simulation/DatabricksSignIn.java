package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.wire.Ids;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The sign-in of a Databricks workspace: discovery (RFC 8414) and the token endpoint (RFC 6749), open to anybody.
 *
 * <p>The addresses handed out are absolute, as the standard wants them: of the host that the client called, below
 * the folder that the workspace is mounted at.
 */
public final class DatabricksSignIn {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.\\-]{1,253}(:\\d{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:\\d{1,5})?");
    private static final String FOLDER = "/databricks";
    private static final int LIFETIME_SECONDS = 3600;

    private DatabricksSignIn() {}

    /** Returns the routes. */
    public static List<Route> routes() {
        return List.of(
                Route.get(
                                "/oidc/\\.well-known/(?:oauth-authorization-server|openid-configuration)",
                                DatabricksSignIn::discovery)
                        .withoutKey(),
                Route.post("/oidc/v1/token", DatabricksSignIn::token).withoutKey());
    }

    private static SimulatedAnswer discovery(Inbound inbound) {
        String base = address(inbound.call()) + FOLDER + "/oidc";
        ObjectNode found = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", base)
                .put("authorization_endpoint", base + "/v1/authorize")
                .put("token_endpoint", base + "/v1/token");
        found.putArray("response_types_supported").add("code");
        found.putArray("grant_types_supported")
                .add("client_credentials")
                .add("authorization_code")
                .add("refresh_token");
        found.putArray("scopes_supported").add("all-apis").add("offline_access");
        found.putArray("code_challenge_methods_supported").add("S256");
        found.putArray("token_endpoint_auth_methods_supported")
                .add("none")
                .add("client_secret_basic")
                .add("client_secret_post");
        return Answers.json(inbound, found);
    }

    private static SimulatedAnswer token(Inbound inbound) {
        String form = new String(inbound.body(), StandardCharsets.UTF_8);
        if (!("&" + form).contains("&grant_type=")) {
            throw new Refused(Refusal.of(Refusal.Kind.BAD_REQUEST, "invalid_request: grant_type is required"));
        }
        return Answers.json(
                inbound,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("access_token", "dapi-offline-" + Ids.hex(32))
                        .put("refresh_token", "doar-offline-" + Ids.hex(32))
                        .put("token_type", "Bearer")
                        .put("scope", "all-apis offline_access")
                        .put("expires_in", LIFETIME_SECONDS));
    }

    private static String address(Call call) {
        // A field that is no host at all must not find its way into an address.
        return "http://"
                + call.header("host")
                        .filter(host -> HOST.matcher(host).matches())
                        .orElse("localhost");
    }
}
