package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program with one consumer, which runs until it is killed. It says {@code ready}, and for each event {@code B} and
 * {@code D} with conversation and number when its route begins and has done its work.
 *
 * <p>Arguments: the directory of the inbox, and the port.
 */
final class CrashedConsumer {

    public static void main(String[] arguments) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(Integer.parseInt(arguments[1]));
        context.addService(new VertxPlatformHttpServer(server));
        Whatsapp360Component component = new Whatsapp360Component();
        component.setInboxDirectory(arguments[0]);
        component.getConfiguration().setWebhookSecret(WebhookSecurity.derivedSecret(TestBed.KEY, "crash"));
        context.addComponent("whatsapp360", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:crash").process(exchange -> {
                    String id = exchange.getIn().getHeader(Whatsapp360Constants.MESSAGE_ID, String.class);
                    String key = id.substring("wamid.".length());
                    ChildJvm.say("B " + key);
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                    // Said first: between the two the process may be killed, and what was settled is never begun again.
                    ChildJvm.say("D " + key);
                });
            }
        });
        context.start();
        ChildJvm.say("ready");
        new CountDownLatch(1).await();
    }

    private CrashedConsumer() {}
}
