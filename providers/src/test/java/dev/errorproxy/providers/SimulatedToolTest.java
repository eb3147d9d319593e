package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import dev.errorproxy.providers.Talk.Place;
import dev.errorproxy.providers.Talk.Said;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedToolTest {

    static final List<String> SCHEMAS = List.of(
            "{}",
            "{'type':'object','properties':{}}",
            "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'integer'}},'required':['a','b']}",
            "{'type':'object','properties':{'unit':{'type':'string','enum':['c','f']},'k':{'const':[1,{'x':2}]}},"
                    + "'required':['unit','k'],'additionalProperties':false}",
            "{'type':'object','required':['o'],'properties':{'o':{'type':'object','required':['p'],'properties':"
                    + "{'p':{'type':'array','minItems':3,'uniqueItems':true,'items':{'type':'integer','minimum':5}}}}}}",
            "{'type':'object','required':['a','b','c','d','e'],'properties':{'a':{'type':'number','minimum':0.5,"
                    + "'maximum':0.75},'b':{'type':'integer','minimum':-9,'maximum':-3},'c':{'type':'number',"
                    + "'exclusiveMinimum':1,'exclusiveMaximum':2},'d':{'type':'integer','multipleOf':7,'minimum':8},"
                    + "'e':{'type':'integer','exclusiveMaximum':0}}}",
            "{'type':'object','required':['n'],'properties':{'n':{'$ref':'#/$defs/Node'}},'$defs':{'Node':{'type':"
                    + "'object','required':['v','next'],'properties':{'v':{'type':['string','null']},'next':{'anyOf':"
                    + "[{'$ref':'#/$defs/Node'},{'type':'null'}]}}}}}",
            "{'type':'object','required':['s','t','u'],'properties':{'s':{'type':'string','minLength':12},'t':"
                    + "{'type':'string','maxLength':2},'u':{'type':'string','format':'uuid'}}}",
            "{'allOf':[{'type':'object','required':['a'],'properties':{'a':{'type':'boolean'}}},{'required':['b'],"
                    + "'properties':{'b':{'type':'null'}}}]}",
            "{'type':'object','required':['t'],'properties':{'t':{'type':'array','minItems':2,'maxItems':2,"
                    + "'prefixItems':[{'type':'string'},{'type':'boolean'}]}}}",
            "{'type':'object','properties':{'a':{},'b':{}},'anyOf':[{'required':['a']},{'required':['b']}]}",
            "{'type':'object','required':['ü 🥹'],'properties':{'ü 🥹':{'const':'\\\\\\\"é🥹'}}}",
            "{'type':'object','required':['list'],'properties':{'list':{'type':'array','minItems':2,'items':"
                    + "{'oneOf':[{'type':'object','required':['k'],'properties':{'k':{'enum':['x','y']}}},"
                    + "{'type':'string'}]}}}}",
            "{'type':'object','required':['i','j'],'properties':{'i':{'type':'integer','exclusiveMinimum':4},'j':"
                    + "{'type':'integer','exclusiveMaximum':-4}}}",
            "{'type':'object','required':['any','extra'],'properties':{'any':true}}");

    static Stream<Arguments> placesAndSchemas() {
        return Place.ALL.stream()
                .flatMap(place -> SCHEMAS.stream().map(schema -> Arguments.of(place, schema.replace('\'', '"'))));
    }

    static List<Place> places() {
        return Place.ALL;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("placesAndSchemas")
    void callsAForcedToolWithArgumentsThatFit(Place place, String schema) {
        JsonNode wanted = Simulated.json(schema);
        ObjectNode body = place.talk().body("gpt-4o", "hi", null, false);
        place.talk().force(body, "get_it", wanted);
        SimulatedAnswer answer = place.ask(body, "gpt-4o", false, 120);
        assertThat(answer.status()).as(Simulated.body(answer)).isEqualTo(200);
        Said whole = place.talk().whole(answer);
        ObjectNode streamBody = place.talk().body("gpt-4o", "hi", null, true);
        place.talk().force(streamBody, "get_it", wanted);
        SimulatedAnswer stream = place.ask(streamBody, "gpt-4o", true, 120);

        assertThat(whole.tool()).isEqualTo("get_it");
        assertThat(place.talk().streamed(stream)).isEqualTo(whole);
        assertThat(stream.pieces().stream().mapToInt(Piece::tokens).sum()).isEqualTo(whole.completion());
        assertThat(whole.reason())
                .isEqualTo(
                        switch (place.talk()) {
                            case CHAT -> "tool_calls";
                            case RESPONSES -> "completed";
                            case MESSAGES -> "tool_use";
                            case GEMINI -> "STOP";
                        });
        JsonNode arguments = Simulated.json(whole.text());
        assertThat(arguments.isObject()).isTrue();
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(wanted)
                        .validate(arguments))
                .as(whole.text())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void callsNoToolUnlessForced(Place place) {
        ObjectNode body = place.talk().body("gpt-4o", "hi", null, false);
        place.talk().force(body, "get_it", Simulated.json("{}"));
        body.remove("tool_choice");
        body.remove("toolConfig");

        Said said = place.talk().whole(place.ask(body, "gpt-4o", false, 120));

        assertThat(said.tool()).isEmpty();
        assertThat(said.text()).startsWith("This is a simulated answer");
        assertThat(said.prompt()).as("definitions count").isGreaterThan(10);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "/tool-choices.csv", delimiter = '|', quoteCharacter = '`')
    void readsEveryWayToForceATool(String provider, String path, String members, String expected) {
        String base = "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}],'input':'hi',"
                + "'contents':[{'parts':[{'text':'hi'}]}]," + members + "}";

        SimulatedAnswer answer = Simulated.ask(provider, "POST " + path, base.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(expected.equals("400") ? 400 : 200);
        if (!expected.equals("400")) {
            Talk talk = path.contains("chat")
                    ? Talk.CHAT
                    : path.contains("responses")
                            ? Talk.RESPONSES
                            : path.contains("models") ? Talk.GEMINI : Talk.MESSAGES;
            assertThat(talk.whole(answer).tool()).isEqualTo(expected.equals("none") ? "" : expected);
        }
    }
}
