/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.camel.internal.support.ApiAccess;
import io.github.whatsapp360.camel.internal.support.BackgroundProbe;
import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.json.ApiJson;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether an account can send: 360dialog responds, accepts the key, and does not report the number as blocked.
 * One check per account, named {@code producer:whatsapp360-} and the account; enabled by {@code
 * camel.health.producersEnabled=true}.
 *
 * <p>Responds within a second: each call queries 360dialog, unless a query is still in progress; until its response the
 * check returns the last known result. Thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/health-status">Health status</a>
 */
public final class SendingHealthCheck extends AbstractHealthCheck {

    private final ApiAccess account;
    private final @Nullable WritableHealthCheckRepository repository;
    private final BackgroundProbe<byte[]> probe;

    private SendingHealthCheck(ApiAccess account, @Nullable WritableHealthCheckRepository repository) {
        super("camel", "producer:whatsapp360-" + account.name());
        this.account = account;
        this.repository = repository;
        this.probe = new BackgroundProbe<>(() -> account.client().call("GET", "/health_status", null));
    }

    public static SendingHealthCheck register(ApiAccess account, CamelContext context) {
        WritableHealthCheckRepository repository =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
        SendingHealthCheck check = new SendingHealthCheck(account, repository);
        check.setCamelContext(context);
        if (repository != null) {
            check.setEnabled(repository.isEnabled());
            repository.addHealthCheck(check);
        }
        return check;
    }

    public void unregister() {
        if (repository != null) {
            repository.removeHealthCheck(this);
        }
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("whatsapp360.account", account.name());
        CompletableFuture<byte[]> latest = probe.latest(true);
        if (latest == null) {
            builder.unknown().message(AccountMessage.of(account.name(), "360dialog has not answered yet"));
            return;
        }
        try {
            String canSend = canSend(ApiJson.readObject(latest.join()));
            builder.detail("whatsapp360.canSendMessage", canSend);
            if (canSend.equals("BLOCKED")) {
                builder.down()
                        .message(AccountMessage.of(
                                account.name(), "360dialog says that the number is blocked from sending"));
            } else {
                builder.up();
            }
        } catch (CompletionException failed) {
            Whatsapp360Exception problem = Whatsapp360Exception.in(failed);
            builder.detail(SERVICE_STATUS_CODE, problem.httpStatus());
            builder.detail(SERVICE_ERROR_CODE, problem.code());
            builder.down()
                    .message(AccountMessage.of(
                            account.name(),
                            problem instanceof AuthenticationException
                                    ? "360dialog does not accept the key"
                                    : "360dialog does not answer as expected"))
                    .error(problem);
        } catch (IOException | IllegalArgumentException unreadable) {
            builder.down()
                    .message(AccountMessage.of(account.name(), "360dialog does not answer as expected"))
                    .error(unreadable);
        }
    }

    private static String canSend(Map<String, Object> answer) {
        return answer.get("health_status") instanceof Map<?, ?> status
                ? String.valueOf(status.get("can_send_message"))
                : "unknown";
    }
}
