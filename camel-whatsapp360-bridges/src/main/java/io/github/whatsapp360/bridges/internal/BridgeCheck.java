package io.github.whatsapp360.bridges.internal;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeParameter;
import io.github.whatsapp360.bridges.InvalidBridgeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteTemplateContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.StringHelper;

/**
 * Checks the parameters of a bridge before its route is made. The first bridge of a context that is checked has all others
 * checked with it, so that one message names everything that is wrong.
 */
final class BridgeCheck implements Consumer<RouteTemplateContext> {

    /** What Camel adds to the parameters of a template or of a Kamelet. */
    private static final Set<String> OF_CAMEL = Set.of(
            "templateId",
            "routeId",
            "uuid",
            "location",
            "group",
            "prefixId",
            "noErrorHandler",
            "bridgeErrorHandler",
            "parentRouteId",
            "parentProcessorId");

    private final Bridge bridge;

    BridgeCheck(Bridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public void accept(RouteTemplateContext started) {
        CamelContext context = started.getCamelContext();
        List<String> problems = new ArrayList<>();
        for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
            RouteTemplateContext use = route.getRouteTemplateContext();
            if (use != null && use.getConfigurer() instanceof BridgeCheck check) {
                problems.addAll(check.problems(route, use, context));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidBridgeException(problems);
        }
    }

    private List<String> problems(RouteDefinition route, RouteTemplateContext use, CamelContext context) {
        Map<String, String> given = new LinkedHashMap<>();
        use.getParameters().forEach((key, value) -> {
            String text = value == null ? "" : context.resolvePropertyPlaceholders(value.toString());
            given.put(StringHelper.dashToCamelCase(key), text);
        });
        bridge.parameters().stream()
                .map(BridgeParameter::name)
                .filter(use::hasEnvironmentVariable)
                .forEach(name -> given.put(name, String.valueOf(use.getEnvironmentVariable(name))));
        OF_CAMEL.forEach(given::remove);
        return new ParameterRules(bridge, given)
                .problems().stream()
                        .map(problem -> bridge.name() + " (route " + route.getId() + "): " + problem)
                        .toList();
    }
}
