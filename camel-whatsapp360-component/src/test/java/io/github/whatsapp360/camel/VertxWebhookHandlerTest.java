/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.MemoryInbox;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.Test;

/** What platform-http on Vert.x could not do alone; that all answers are the same, {@link WebhookServersTest} shows. */
class VertxWebhookHandlerTest {

    private static final int MANY = 60;
    private static final String SECRET = WebhookSecurity.derivedSecret(TestBed.KEY, "support");

    private final CountDownLatch arrived = new CountDownLatch(MANY);
    private final CompletableFuture<Void> commit = new CompletableFuture<>();
    private final List<Boolean> onEventLoop = new CopyOnWriteArrayList<>();
    private boolean isNonBlocking = true;

    /** An inbox whose one commit takes until the test says so. */
    private Inbox inbox() {
        Inbox memory = new MemoryInbox(InboxLimits.DEFAULT, Clock.systemUTC());
        return (Inbox) Proxy.newProxyInstance(
                Inbox.class.getClassLoader(), new Class<?>[] {Inbox.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isNonBlocking")) {
                        return isNonBlocking;
                    }
                    if (!method.getName().equals("store")) {
                        return method.invoke(memory, arguments);
                    }
                    onEventLoop.add(Context.isOnEventLoopThread());
                    arrived.countDown();
                    return commit.thenCompose(committed -> store(memory, arguments[0]));
                });
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<Integer> store(Inbox inbox, Object delivery) {
        return inbox.store((List<InboxEvent>) delivery);
    }

    private RouteBuilder routes(TestBed bed) {
        bed.context.getRegistry().bind("slow", inbox());
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?inbox=#slow").to("log:received");
            }
        };
    }

    private static List<CompletableFuture<HttpResponse<String>>> deliverMany(TestBed bed) {
        HttpClient http = HttpClient.newHttpClient();
        return IntStream.range(0, MANY)
                .mapToObj(i -> bed.request("support", SECRET)
                        .POST(BodyPublishers.ofString(TestBed.text("wamid." + i, "491701234567", "Hi")))
                        .build())
                .map(request -> http.sendAsync(request, BodyHandlers.ofString()))
                .toList();
    }

    @Test
    void moreDeliveriesShareACommitThanTheServerHasWorkers() throws Exception {
        assertThat(answersTo(() -> commit.complete(null))).hasSize(MANY).containsOnly(200);
    }

    @Test
    void aCommitThatFailsRefusesAllThatWaitedForIt() throws Exception {
        assertThat(answersTo(() -> commit.completeExceptionally(new InboxException("The disk is gone."))))
                .hasSize(MANY)
                .containsOnly(503);
    }

    /** Lets many deliveries wait for the commit, and tells how they were answered after it ended. */
    private List<Integer> answersTo(Runnable ending) throws Exception {
        try (TestBed bed = started()) {
            List<CompletableFuture<HttpResponse<String>>> answers = deliverMany(bed);
            assertThat(arrived.await(TestBed.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            ending.run();
            return answers.stream().map(answer -> answer.join().statusCode()).toList();
        }
    }

    @Test
    void whatIsSmallIsStoredWhereItWasRead() throws Exception {
        assertThat(storedOnEventLoop("Hi")).containsExactly(true);
    }

    @Test
    void whatIsLargeDoesNotHoldUpTheOthers() throws Exception {
        assertThat(storedOnEventLoop("x".repeat(64 << 10))).containsExactly(false);
    }

    @Test
    void anInboxThatMayBlockDoesNotHoldUpTheOthers() throws Exception {
        isNonBlocking = false;
        assertThat(storedOnEventLoop("Hi")).containsExactly(false);
    }

    private List<Boolean> storedOnEventLoop(String text) throws Exception {
        commit.complete(null);
        try (TestBed bed = started()) {
            bed.deliver("support", TestBed.text("wamid.1", "491701234567", text));
            return List.copyOf(onEventLoop);
        }
    }

    @Test
    void anotherServerOfTheSameApplicationDoesNotServeTheWebhook() throws Exception {
        try (TestBed bed = new TestBed()) {
            bed.context.start();
            VertxPlatformHttpRouter served = VertxPlatformHttpRouter.lookup(
                    bed.context, VertxPlatformHttpRouter.getRouterNameFromPort(bed.port));
            Router management = Router.router(served.vertx());
            bed.context.getRegistry().bind("management", management);

            bed.context.addRoutes(routes(bed));

            assertThat(management.getRoutes()).isEmpty();
            assertThat(served.getRoutes())
                    .filteredOn(route -> "/whatsapp360/support".equals(route.getPath()))
                    .hasSize(2);
            commit.complete(null);
            assertThat(bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Hi"))
                            .statusCode())
                    .isEqualTo(200);
            bed.component.stop();
            assertThat(served.getRoutes()).noneMatch(route -> "/whatsapp360/support".equals(route.getPath()));
        }
    }

    private TestBed started() throws Exception {
        TestBed bed = new TestBed();
        return bed.start(routes(bed));
    }
}
