package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A number within a schema's bounds: one, or the nearest to it that fits. */
final class SampleNumber {

    private final double least;
    private final double most;
    private final boolean aboveLeast;
    private final boolean belowMost;
    private final double step;

    SampleNumber(JsonNode schema) {
        double minimum = bound(schema, "minimum", Double.NEGATIVE_INFINITY);
        double maximum = bound(schema, "maximum", Double.POSITIVE_INFINITY);
        // Draft 4 has a boolean beside the bound, later drafts a bound of its own.
        double above = bound(schema, "exclusiveMinimum", Double.NEGATIVE_INFINITY);
        double below = bound(schema, "exclusiveMaximum", Double.POSITIVE_INFINITY);
        this.least = Math.max(minimum, above);
        this.most = Math.min(maximum, below);
        this.aboveLeast = above >= minimum && above > Double.NEGATIVE_INFINITY
                || schema.path("exclusiveMinimum").asBoolean();
        this.belowMost = below <= maximum && below < Double.POSITIVE_INFINITY
                || schema.path("exclusiveMaximum").asBoolean();
        double multiple = schema.path("multipleOf").asDouble();
        this.step = Double.isFinite(multiple) && multiple > 0 ? multiple : 0;
    }

    /** Returns a whole number; the turn makes one differ from the other. */
    BigInteger integer(int turn) {
        double low = Math.ceil(least);
        low = aboveLeast && low == least ? low + 1 : low;
        double high = Math.floor(most);
        high = belowMost && high == most ? high - 1 : high;
        double stride = step >= 1 && step == Math.rint(step) ? step : 1;
        return BigDecimal.valueOf(within(low, high, stride, turn)).toBigInteger();
    }

    /** Returns a number, written without a fraction where it has none. */
    JsonNode number(int turn) {
        double value = within(least, most, step, turn);
        boolean hit = (aboveLeast && value <= least) || (belowMost && value >= most);
        double inside = hit && Double.isFinite(least) ? least + Math.min(1, (most - least) / 2) : value;
        inside = hit && !Double.isFinite(least) ? most - 1 : inside;
        return inside == Math.rint(inside) && Math.abs(inside) < 1e15
                ? JsonNodeFactory.instance.numberNode((long) inside)
                : JsonNodeFactory.instance.numberNode(inside);
    }

    /** Returns the number nearest to one within the bounds; with a stride, a multiple of it as long as one fits. */
    private static double within(double low, double high, double stride, int turn) {
        double nearest = Math.min(Math.max(1, low), high);
        double value = nearest;
        if (stride > 0) {
            double above = Math.ceil(nearest / stride) * stride;
            value = above <= high ? above : Math.floor(nearest / stride) * stride;
        }
        double other = value + turn * (stride > 0 ? stride : 1);
        return other <= high ? other : value;
    }

    private static double bound(JsonNode schema, String name, double none) {
        JsonNode bound = schema.path(name);
        // Google writes 64-bit numbers as strings.
        double value = bound.isNumber() || bound.isTextual() ? bound.asDouble(none) : none;
        return Double.isFinite(value) ? value : none;
    }
}
