package io.github.whatsapp360.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One pool of connections to the API. Every call ends, and ends as an answer or as an exception that says whether the
 * request can have arrived. Nothing is ever sent twice from here: no automatic retries, redirects or cookies.
 *
 * <p>Thread-safe.
 */
final class ApiConnection implements AutoCloseable {

    private static final String KEY_HEADER = "D360-API-KEY";

    /** Longer than a page of templates, shorter than what could exhaust a heap. */
    private static final int MAXIMUM_ANSWER = 8 * 1024 * 1024;

    private final ClientSettings settings;
    private final CloseableHttpAsyncClient http;
    private final Failures failures;

    ApiConnection(ClientSettings settings, Clock clock) {
        this.settings = settings;
        this.failures = new Failures(clock);
        this.http = client(settings);
        http.start();
    }

    /**
     * Sends one request.
     *
     * @param path with a slash in front, as the API takes it
     * @param json null for a request without a body
     * @return completes with the body of a 2xx answer, else with a {@link Whatsapp360Exception}
     */
    CompletableFuture<byte[]> exchange(String method, String path, byte @Nullable [] json) {
        AsyncRequestBuilder request = AsyncRequestBuilder.create(method)
                .setUri(URI.create(settings.baseUrl() + path))
                .addHeader(KEY_HEADER, settings.apiKey().value())
                .addHeader("Accept", "application/json");
        if (json != null) {
            request.setEntity(new BasicAsyncEntityProducer(json, ContentType.APPLICATION_JSON));
        }
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        WatchedRequest watched = new WatchedRequest(request.build(), json != null);
        try {
            Future<?> call = http.execute(
                    watched,
                    new BasicResponseConsumer<>(new CappedBody(MAXIMUM_ANSWER)),
                    new Settlement(answer, watched));
            endAtLast(answer, call, watched);
        } catch (IllegalStateException closed) {
            answer.completeExceptionally(transportFailure(watched, closed));
        }
        return answer;
    }

    /** Completes a call's future, once, with whatever became of it. */
    private final class Settlement implements FutureCallback<Message<HttpResponse, byte[]>> {

        private final CompletableFuture<byte[]> answer;
        private final WatchedRequest request;

        Settlement(CompletableFuture<byte[]> answer, WatchedRequest request) {
            this.answer = answer;
            this.request = request;
        }

        @Override
        public void completed(Message<HttpResponse, byte[]> message) {
            settle(answer, message.getHead(), message.getBody());
        }

        @Override
        public void failed(Exception problem) {
            answer.completeExceptionally(transportFailure(request, problem));
        }

        @Override
        public void cancelled() {
            answer.completeExceptionally(transportFailure(request, new IOException("The client was closed")));
        }
    }

    /** A server that sends a byte now and then is never silent for long: the whole call has a limit as well. */
    private void endAtLast(CompletableFuture<byte[]> answer, Future<?> call, WatchedRequest watched) {
        Duration limit =
                settings.connectTimeout().plus(settings.requestTimeout().multipliedBy(2));
        CompletableFuture<byte[]> unused = answer.copy()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((body, problem) -> {
                    if (problem instanceof TimeoutException) {
                        answer.completeExceptionally(
                                transportFailure(watched, new IOException("No whole answer within " + limit)));
                        call.cancel(true);
                    }
                });
    }

    private void settle(CompletableFuture<byte[]> answer, HttpResponse head, byte @Nullable [] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        if (head.getCode() >= 200 && head.getCode() < 300) {
            answer.complete(bytes);
        } else {
            Header retryAfter = head.getFirstHeader("Retry-After");
            answer.completeExceptionally(
                    failures.of(head.getCode(), bytes, retryAfter == null ? null : retryAfter.getValue()));
        }
    }

    private Whatsapp360Exception transportFailure(WatchedRequest request, Exception problem) {
        String host = settings.baseUrl().getHost();
        String what = problem.getClass().getSimpleName()
                + (problem.getMessage() == null ? "" : ": " + Failures.masked(problem.getMessage()));
        if (request.bodyMayHaveLeft() || (!request.hasBody() && !isBeforeTheRequest(problem))) {
            return new UnknownOutcomeException(Failure.local(
                    "The request to " + host + " was sent and its answer did not come (" + what + ")", false, problem));
        }
        return new UnavailableException(
                Failure.local("The request to " + host + " could not be sent (" + what + ")", true, problem));
    }

    /** Whether a request without a body failed while its connection was still being made. */
    private static boolean isBeforeTheRequest(Exception problem) {
        return problem instanceof RequestNotExecutedException
                || problem instanceof ConnectionRequestTimeoutException
                || problem instanceof ConnectTimeoutException
                || problem instanceof ConnectException
                || problem instanceof NoRouteToHostException
                || problem instanceof UnknownHostException
                || problem instanceof SSLException
                || problem instanceof IllegalStateException;
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }

    private static CloseableHttpAsyncClient client(ClientSettings settings) {
        Timeout silence = Timeout.of(settings.requestTimeout());
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create();
        if (settings.tls() != null) {
            tls.setSslContext(settings.tls());
        }
        PoolingAsyncClientConnectionManager connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls.buildAsync())
                .setMaxConnTotal(settings.maximumConnections())
                .setMaxConnPerRoute(settings.maximumConnections())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(Timeout.of(settings.connectTimeout()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .build();
        HttpAsyncClientBuilder builder = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setThreadFactory(new DefaultThreadFactory("Whatsapp360Http", true))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(silence)
                        .setResponseTimeout(silence)
                        .build())
                .setUserAgent("whatsapp360")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(30));
        ClientSettings.Proxy proxy = settings.proxy();
        if (proxy != null) {
            HttpHost host = new HttpHost(proxy.host(), proxy.port());
            builder.setProxy(host);
            if (proxy.user() != null && proxy.password() != null) {
                BasicCredentialsProvider credentials = new BasicCredentialsProvider();
                credentials.setCredentials(
                        new AuthScope(host),
                        new UsernamePasswordCredentials(
                                proxy.user(), proxy.password().toCharArray()));
                builder.setDefaultCredentialsProvider(credentials);
            }
        }
        return builder.build();
    }
}
