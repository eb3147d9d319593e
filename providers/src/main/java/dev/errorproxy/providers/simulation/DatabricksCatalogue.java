package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A Databricks workspace's lists of what it serves: endpoints, gateway endpoints, model services.
 *
 * <p>Members are those that goose and other clients read, as seen in their sources. Any endpoint is known when it is
 * asked for by name.
 */
public final class DatabricksCatalogue {

    private static final List<String> ENDPOINTS =
            List.of("databricks-claude-sonnet-4-5", "databricks-gpt-5", "databricks-gemini-2-5-flash");

    private DatabricksCatalogue() {}

    /** Returns the routes of all look-ups. */
    public static List<Route> routes() {
        Operation list = list("endpoints", DatabricksCatalogue::endpoint);
        return List.of(
                Route.get("/(?:api/2\\.0/)?serving-endpoints", list),
                Route.get("/(?:api/2\\.0/)?serving-endpoints/([^/]+)", DatabricksCatalogue::one),
                Route.get("/api/ai-gateway/v2/endpoints", list("endpoints", DatabricksCatalogue::gatewayEndpoint)),
                Route.get(
                        "/api/2\\.1/unity-catalog/model-services",
                        list("model_services", DatabricksCatalogue::modelService)));
    }

    private static Operation list(String member, Function<String, ObjectNode> shape) {
        return inbound -> {
            ObjectNode list = JsonNodeFactory.instance.objectNode();
            ArrayNode array = list.putArray(member);
            ENDPOINTS.forEach(name -> array.add(shape.apply(name)));
            return Answers.json(inbound, list);
        };
    }

    private static SimulatedAnswer one(Inbound inbound) {
        String name = inbound.name().orElseThrow();
        if (name.startsWith("missing-")) {
            throw new Refused(new Refusal(
                    Refusal.Kind.NO_MODEL,
                    "Endpoint with name '" + Refusal.shown(name) + "' does not exist.",
                    Optional.empty(),
                    Optional.empty()));
        }
        return Answers.json(inbound, endpoint(name));
    }

    private static ObjectNode endpoint(String name) {
        ObjectNode endpoint = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("id", Integer.toHexString(name.hashCode()))
                .put("creator", "system")
                .put("creation_timestamp", ModelList.CREATED * 1000)
                .put("task", "llm/v1/chat")
                .put("permission_level", "CAN_QUERY");
        endpoint.putObject("state").put("ready", "READY").put("config_update", "NOT_UPDATING");
        ObjectNode entity = endpoint.putObject("config")
                .putArray("served_entities")
                .addObject()
                .put("name", name);
        entity.putObject("foundation_model")
                .put("name", name)
                .put("display_name", name)
                .put("ai_gateway_v2_supported", true)
                .putArray("api_types")
                .add("mlflow/v1/chat/completions");
        return endpoint;
    }

    private static ObjectNode gatewayEndpoint(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("id", Integer.toHexString(name.hashCode()))
                .put("created_by", "Databricks");
    }

    private static ObjectNode modelService(String name) {
        ObjectNode service = JsonNodeFactory.instance
                .objectNode()
                .put("name", "model-services/system.ai." + name.substring("databricks-".length()));
        service.putArray("supported_api_types")
                .add("mlflow/v1/chat/completions")
                .add("openai/v1/responses")
                .add("anthropic/v1/messages");
        return service;
    }
}
