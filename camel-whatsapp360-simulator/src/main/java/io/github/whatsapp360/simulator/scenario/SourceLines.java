/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The lines of a scenario in YAML, or in JSON, which is YAML too. Confined to one thread. */
final class SourceLines {

    private static final Pattern STEP = Pattern.compile("\\G(?:\\.?([^.\\[\\] ]+)|\\[([0-9]+)])");

    private final @Nullable Node root;

    SourceLines(String text) {
        root = text.lines().limit(2).count() < 2 ? null : compose(text);
    }

    private static @Nullable Node compose(String text) {
        try {
            return new Compose(LoadSettings.builder().build())
                    .composeString(text)
                    .orElse(null);
        } catch (YamlEngineException notYaml) {
            return null;
        }
    }

    /** The error with the line of what its path names, or of the innermost part of it that is there. */
    String locate(String error) {
        Node found = root;
        Matcher step = STEP.matcher(error);
        for (Node inner = found; inner != null && step.find(); ) {
            inner = inside(inner, step.group(1), step.group(2)).orElse(null);
            found = inner == null ? found : inner;
        }
        if (found == null || found.equals(root)) {
            return error;
        }
        return found.getStartMark()
                .map(Mark::getLine)
                .map(line -> error + " (line " + (line + 1) + ")")
                .orElse(error);
    }

    private static Optional<Node> inside(Node node, @Nullable String name, @Nullable String index) {
        if (node instanceof SequenceNode list && index != null) {
            List<Node> elements = list.getValue();
            int at = Integer.parseInt(index);
            return at < elements.size() ? Optional.of(elements.get(at)) : Optional.empty();
        }
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(member -> member.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }
}
