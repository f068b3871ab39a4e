package io.github.whatsapp360.bridges.internal;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeCatalog;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;

/** Gives every Camel context the route templates of the bridges, while the context is built. */
public final class BridgesPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext context) {
        try {
            for (Bridge bridge : BridgeCatalog.bridges()) {
                add(bridge, (ModelCamelContext) context);
            }
            context.addLifecycleStrategy(new ConfiguredBridges());
        } catch (Exception e) {
            throw new IllegalStateException("The bridges cannot be loaded", e);
        }
    }

    private static void add(Bridge bridge, ModelCamelContext context) throws Exception {
        Resource file = PluginHelper.getResourceLoader(context).resolveResource("classpath:" + bridge.resource());
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        for (RoutesBuilder builder : loader.findRoutesBuilders(List.of(file))) {
            context.addRoutes(builder);
        }
        RouteTemplateDefinition template = context.getRouteTemplateDefinition(bridge.name());
        if (template == null) {
            throw new IllegalStateException("No route template in " + bridge.resource());
        }
        // Camel would name the missing parameters of the first bridge only, and nothing else that is wrong.
        for (RouteTemplateParameterDefinition parameter : template.getTemplateParameters()) {
            parameter.setRequired(false);
        }
        template.configure(new BridgeCheck(bridge));
    }
}
