/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.jms;

import static io.github.whatsapp360.bridges.BridgeApplication.EVERY_SCRIPT;
import static io.github.whatsapp360.bridges.BridgeApplication.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.EventHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route of the cookbook that answers events of a queue with commands, in an application of its own. */
class RouteBehindTheQueueTest {

    private static final Pattern ROUTE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void theRouteOfTheCookbookAnswersByName(@TempDir Path directory) throws Exception {
        Matcher route = ROUTE.matcher(Files.readString(Path.of("..", "docs", "cookbook", "jms.md")));
        assertThat(route.find()).isTrue();
        try (JmsBroker broker = new JmsBroker(directory.resolve("broker"));
                BridgeApplication application = application(broker, directory);
                DefaultCamelContext other = new DefaultCamelContext()) {
            JmsComponent jms = JmsComponent.jmsComponentAutoAcknowledge(new ActiveMQConnectionFactory(broker.url()));
            jms.setHeaderFilterStrategy(new EventHeaders());
            other.addComponent("jms", jms);
            PluginHelper.getRoutesLoader(other).loadRoutes(ResourceHelper.fromString("answer.yaml", route.group(1)));
            other.start();

            application.lena.says(EVERY_SCRIPT);

            assertThat(texts(application.lena, 1)).containsExactly("Hello Lena 🌻 لينا, you wrote: " + EVERY_SCRIPT);
        }
    }

    private static BridgeApplication application(JmsBroker broker, Path directory) throws Exception {
        return new BridgeApplication()
                .bridge("events", "whatsapp360-to-jms", "account", "support", "broker", broker.url())
                .bridge("events", "whatsapp360-to-jms", "queue", "whatsapp.${header.CamelWhatsapp360EventType}")
                .bridge("commands", "jms-to-whatsapp360", "account", "support", "broker", broker.url())
                .bridge("commands", "jms-to-whatsapp360", "queue", "whatsapp.command")
                .bridge("commands", "jms-to-whatsapp360", "journalDirectory", directory.resolve("journal"))
                .start();
    }
}
