package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;

/** Embeddings: unit vectors that are the same for the same text and model, and mean nothing. */
final class Vectors {

    private Vectors() {}

    static float[] unit(String model, String text, int dimensions) {
        Random random = new Random(31L * model.hashCode() + text.hashCode());
        double[] drawn = new double[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            drawn[i] = random.nextGaussian();
            squares += drawn[i] * drawn[i];
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            unit[i] = (float) (length == 0 ? 1 / Math.sqrt(dimensions) : drawn[i] / length);
        }
        return unit;
    }

    static ArrayNode array(float[] vector) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(vector.length);
        for (float value : vector) {
            array.add(value);
        }
        return array;
    }

    /** Returns the vector as OpenAI's clients ask for it by default: little-endian 32-bit floats in base64. */
    static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
