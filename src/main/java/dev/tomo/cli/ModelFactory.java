package dev.tomo.cli;

import dev.tomo.model.Model;
import dev.tomo.model.ModelSpec;
import dev.tomo.model.OpenAiModel;

/// What stands behind the description of a model.
record ModelFactory(Surroundings surroundings) {
    Model model(ModelSpec spec) {
        return new OpenAiModel(spec, surroundings.environment());
    }
}
