/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.ClientSettings;
import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.internal.rate.CallTimeouts;
import io.github.whatsapp360.client.internal.rate.ConnectionLimiter;
import io.github.whatsapp360.media.MediaUpload;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections to the API. Every call completes with a response, or with an exception that says whether the
 * request may have arrived. Every request is sent once: no automatic retries, redirects or cookies.
 *
 * <p>Thread-safe.
 */
public final class ApiConnection implements AutoCloseable {

    private static final String KEY_HEADER = "D360-API-KEY";
    private static final String CLOSED = "The client was closed";

    /** Larger than a page of templates, and small enough not to exhaust the heap. */
    private static final int MAXIMUM_RESPONSE_SIZE = 8 * 1024 * 1024;

    /** Minimum transfer rate of files, by which their timeout is extended: 64 KB per second. */
    private static final int BYTES_PER_MILLI = 64;

    /** Interval of the timeout check. */
    private static final int CHECKS_PER_TIMEOUT = 64;

    private final ClientSettings settings;
    private final HostAndPort api;
    private final SharedConnections connections;
    private final CloseableHttpAsyncClient http;
    private final ErrorClassifier errors;
    private final ConnectionLimiter connectionLimiter;

    /** The timeout of a call without a file. */
    private final Duration callTimeout;

    private final CallTimeouts callTimeouts;
    private final AtomicBoolean closed = new AtomicBoolean();

    public ApiConnection(ClientSettings settings, Clock clock) {
        this.settings = settings;
        this.api = requireNonNull(HostAndPort.find(settings.baseUrl()), "baseUrl");
        this.errors = new ErrorClassifier(clock);
        this.connections = SharedConnections.of(settings);
        this.http = connections.http();
        this.connectionLimiter = new ConnectionLimiter(settings.maximumConnections(), settings.requestTimeout());
        this.callTimeout =
                settings.connectTimeout().plus(settings.requestTimeout().multipliedBy(2));
        this.callTimeouts = new CallTimeouts(callTimeout.dividedBy(CHECKS_PER_TIMEOUT));
    }

    /**
     * Sends a request.
     *
     * @param path with a leading slash
     * @param json the request body; null for none
     * @return completes with the body of a 2xx response, otherwise with a {@link Whatsapp360Exception}
     */
    public CompletableFuture<byte[]> exchange(String method, String path, byte @Nullable [] json) {
        return exchange(method, path, json, refusal -> false);
    }

    /** The same for a prepared URI. */
    public CompletableFuture<byte[]> exchange(String method, URI uri, byte @Nullable [] json) {
        return exchange(toApi(method, uri), json, refusal -> false);
    }

    /** The same with additional headers. */
    public CompletableFuture<byte[]> exchange(
            String method, String path, byte @Nullable [] json, Map<String, String> headers) {
        AsyncRequestBuilder request = toApi(method, path);
        headers.forEach(request::addHeader);
        return exchange(request, json, refusal -> false);
    }

    /**
     * Sends a request whose error response may be a valid result.
     *
     * @param answers whether the body of an error response is a valid result
     */
    public CompletableFuture<byte[]> exchange(
            String method, String path, byte @Nullable [] json, Predicate<byte[]> answers) {
        return exchange(toApi(method, path), json, answers);
    }

    private CompletableFuture<byte[]> exchange(
            AsyncRequestBuilder request, byte @Nullable [] json, Predicate<byte[]> answers) {
        if (json != null) {
            request.setEntity(new BasicAsyncEntityProducer(json, ContentType.APPLICATION_JSON));
        }
        boolean idempotent = request.getMethod().equals("GET");
        WatchedRequest watched = new WatchedRequest(request.build(), json != null, idempotent);
        return answer(watched, 0, answers);
    }

    /**
     * Posts a form that may be posted again: it sends no message.
     *
     * @return as {@link #exchange}
     */
    public CompletableFuture<byte[]> submit(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        AsyncRequestBuilder request = toApi("POST", path)
                .setEntity(new BasicAsyncEntityProducer(
                        form.getBytes(UTF_8), ContentType.APPLICATION_FORM_URLENCODED.withCharset(UTF_8)));
        return answer(new WatchedRequest(request.build(), true, true), 0, refusal -> false);
    }

    /**
     * Uploads a file. Whatever the outcome, no message was sent.
     *
     * @param fields of the form, before the file
     * @return as {@link #exchange}
     */
    public CompletableFuture<byte[]> upload(String path, MediaUpload upload, Map<String, String> fields) {
        MultipartBody body = new MultipartBody(upload, fields);
        WatchedRequest watched =
                new WatchedRequest(toApi("POST", path).setEntity(body).build(), true, true);
        return answer(watched, body.getContentLength(), refusal -> false);
    }

    /**
     * Downloads a file without following redirects. The key is sent only to the host of the API.
     *
     * @param file receives the body of a 2xx response
     * @param maximum maximum size in bytes
     * @return completes with any response; fails with a {@link Whatsapp360Exception} if there is none, or if it is too
     *     large
     */
    public CompletableFuture<DownloadResponse> download(URI uri, Path file, long maximum) {
        AsyncRequestBuilder request = AsyncRequestBuilder.get(uri).addHeader("Accept", "*/*");
        if (isApi(uri)) {
            request.addHeader(KEY_HEADER, settings.apiKey().value());
        }
        WatchedRequest watched = new WatchedRequest(request.build(), false, true);
        FileResponseConsumer consumer = new FileResponseConsumer(file, maximum);
        // The returned future completes after the consumer has closed the file.
        return execute(watched, consumer, maximum).whenComplete((done, problem) -> {
            if (problem != null) {
                consumer.abandon();
            }
        });
    }

    /** Classifies an error response. */
    public Whatsapp360Exception failure(DownloadResponse answer) {
        return errors.classify(answer.status(), answer.error(), answer.header("Retry-After"), true);
    }

    private boolean isApi(URI uri) {
        return settings.baseUrl().getScheme().equalsIgnoreCase(uri.getScheme()) && api.equals(HostAndPort.find(uri));
    }

    /** The base URL of the sandbox ends with v1, which must not be repeated for a path that begins with it. */
    public URI uri(String path) {
        String base = settings.baseUrl().toString();
        boolean twice = base.endsWith("/v1") && path.startsWith("/v1/");
        return URI.create(twice ? base + path.substring("/v1".length()) : base + path);
    }

    private AsyncRequestBuilder toApi(String method, String path) {
        return toApi(method, uri(path));
    }

    private AsyncRequestBuilder toApi(String method, URI uri) {
        return AsyncRequestBuilder.create(method)
                .setUri(uri)
                .addHeader(KEY_HEADER, settings.apiKey().value())
                .addHeader("Accept", "application/json");
    }

    private CompletableFuture<byte[]> answer(WatchedRequest request, long bytes, Predicate<byte[]> answers) {
        return execute(request, new BasicResponseConsumer<>(new BoundedBodyConsumer(MAXIMUM_RESPONSE_SIZE)), bytes)
                .thenCompose(message -> settle(request, message, answers));
    }

    private CompletableFuture<byte[]> settle(
            WatchedRequest request, Message<HttpResponse, byte[]> message, Predicate<byte[]> answers) {
        HttpResponse head = message.getHead();
        byte[] body = message.getBody() == null ? new byte[0] : message.getBody();
        if ((head.getCode() >= 200 && head.getCode() < 300) || answers.test(body)) {
            return CompletableFuture.completedFuture(body);
        }
        Header retryAfter = head.getFirstHeader("Retry-After");
        return CompletableFuture.failedFuture(errors.classify(
                head.getCode(), body, retryAfter == null ? null : retryAfter.getValue(), request.isIdempotent()));
    }

    private <T> CompletableFuture<T> execute(WatchedRequest request, AsyncResponseConsumer<T> consumer, long bytes) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        startTimeout(answer, request, bytes);
        CompletableFuture<?> unused = connectionLimiter.acquire().whenComplete((free, none) -> {
            if (none == null) {
                begin(request, consumer, answer);
            } else if (none instanceof TimeoutException) {
                String wait = "No connection was free within " + settings.requestTimeout();
                end(answer, request, new ConnectionRequestTimeoutException(wait));
            } else {
                end(answer, request, new ConnectionClosedException(CLOSED));
            }
        });
        return answer;
    }

    private <T> void begin(WatchedRequest request, AsyncResponseConsumer<T> consumer, CompletableFuture<T> answer) {
        CompletableFuture<?> unused = answer.whenComplete((message, problem) -> connectionLimiter.release());
        if (closed.get()) {
            end(answer, request, new ConnectionClosedException(CLOSED));
            return;
        }
        WatchedResponse<T> watched = new WatchedResponse<>(
                consumer,
                head -> {
                    if (isOfProxy(request)) {
                        answer.completeExceptionally(tunnelFailure(head));
                    }
                },
                () -> end(answer, request, new IOException("The server requested authentication")));
        try {
            request.started(http.execute(
                    request,
                    watched,
                    settings.proxy() == null ? null : ProxySetup.context(request),
                    new Settlement<>(answer, request)));
        } catch (IllegalStateException poolClosed) {
            end(answer, request, poolClosed);
        }
    }

    /**
     * Fails a call without a response. A request that has not been sent is aborted first, so that it is never sent
     * after it was reported as not sent.
     */
    private void end(CompletableFuture<?> answer, WatchedRequest request, Exception problem) {
        if (answer.isDone()) {
            return;
        }
        request.abandon();
        answer.completeExceptionally(transportFailure(request, problem));
        request.cancel();
    }

    /** Completes the future of a call, once. */
    private final class Settlement<T> implements FutureCallback<T> {

        private final CompletableFuture<T> answer;
        private final WatchedRequest request;

        Settlement(CompletableFuture<T> answer, WatchedRequest request) {
            this.answer = answer;
            this.request = request;
        }

        @Override
        public void completed(T message) {
            answer.complete(message);
        }

        @Override
        public void failed(Exception problem) {
            end(answer, request, problem);
        }

        @Override
        public void cancelled() {
            end(answer, request, new IOException(CLOSED));
        }
    }

    /** Limits the duration of the whole call, because a slow server may never exceed the response timeout. */
    private <T> void startTimeout(CompletableFuture<T> answer, WatchedRequest request, long bytes) {
        Duration limit = bytes == 0 ? callTimeout : callTimeout.plusMillis(bytes / BYTES_PER_MILLI);
        callTimeouts.watch(
                answer,
                limit,
                () -> end(answer, request, new IOException("No complete response within " + limit)),
                () -> end(answer, request, new IOException(CLOSED)));
    }

    private Whatsapp360Exception transportFailure(WatchedRequest request, Exception problem) {
        if (problem instanceof FileResponseConsumer.TooLargeException) {
            return new InvalidMessageException(String.valueOf(problem.getMessage()), problem);
        }
        String what = problem.getClass().getSimpleName()
                + (problem.getMessage() == null ? "" : ": " + ErrorClassifier.mask(problem.getMessage()));
        boolean mayHaveArrived = !isOfProxy(request)
                && (request.bodyMayHaveLeft() || (!request.hasBody() && !isBeforeTheRequest(problem)));
        ClientSettings.Proxy proxy = settings.proxy();
        String to = "The request to " + api.host() + (proxy == null ? "" : " through the " + named(proxy));
        if (mayHaveArrived && !request.isIdempotent()) {
            return new UnknownOutcomeException(
                    Failure.local(to + " was sent, but no response arrived (" + what + ")", false, problem));
        }
        return new UnavailableException(Failure.local(
                to + (mayHaveArrived ? " received no response (" : " could not be sent (") + what + ")",
                true,
                problem));
    }

    /** Whether the connection has reached only the proxy, so that nothing can have reached the API. */
    private boolean isOfProxy(WatchedRequest request) {
        return settings.proxy() != null && !request.hasRoute();
    }

    private static String named(ClientSettings.@Nullable Proxy proxy) {
        return proxy == null ? "proxy" : "proxy " + proxy.host() + ":" + proxy.port();
    }

    /** The failure if the proxy refused to connect: nothing was sent. */
    private Whatsapp360Exception tunnelFailure(HttpResponse head) {
        int status = head.getCode();
        String refused =
                "The " + named(settings.proxy()) + " did not connect to " + api.host() + ": it answered HTTP " + status;
        if (status == 407) {
            return new AuthenticationException(
                    Failure.local(refused + "; check proxyAuthUsername and proxyAuthPassword", false, null));
        }
        boolean passes = status == 408 || status == 429 || status >= 500;
        return new UnavailableException(Failure.local(
                refused + (passes ? "" : "; check proxyHost, proxyPort and what the proxy permits"), passes, null));
    }

    /** Whether a request without a body failed while its connection was being opened. */
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

    /** Ends the calls in flight, because other clients may use the same connections. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connectionLimiter.close();
            callTimeouts.closeAll();
            connections.close();
        }
    }
}
