package dev.tomo.wire;

import java.util.List;
import java.util.Optional;

/// One function of a tool, as a model can call it.
///
/// @param parameters in declared order, which is the order of values without a name
public record FunctionSignature(String name, List<Parameter> parameters) {
    public FunctionSignature {
        parameters = List.copyOf(parameters);
    }

    /// The parameter that text which is no JSON object stands for: the one required string, where there is exactly one
    /// required parameter and it is a string.
    public Optional<Parameter> bareString() {
        List<Parameter> required =
                parameters.stream().filter(Parameter::required).toList();
        return required.size() == 1 && required.getFirst().type() == Parameter.Type.STRING
                ? Optional.of(required.getFirst())
                : Optional.empty();
    }
}
