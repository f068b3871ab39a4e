package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.inbox.InboxState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account receives: its inbox takes events, what waits is within bounds, and 360dialog still delivers here. Camel
 * shows it as {@code consumer:} and the id of the route.
 *
 * <p>Thread-safe. 360dialog is asked at most once a minute; not knowing is no reason to be DOWN.
 */
final class ReceivingHealthCheck extends AbstractHealthCheck {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(1);

    private final Account account;
    private final Clock clock;

    private @Nullable Instant askedAt;
    private @Nullable String webhookProblem;

    ReceivingHealthCheck(Account account, Clock clock) {
        super("camel", "consumer:whatsapp360-" + account.name());
        this.account = account;
        this.clock = clock;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Receiver receiver = account.receiverIfAny();
        OpenWebhook open = receiver == null ? null : receiver.open();
        if (open == null) {
            builder.down().message("The webhook of account " + account.name() + " is not open");
            return;
        }
        InboxState state = open.inbox().state();
        Duration age = open.oldestAge();
        builder.detail("whatsapp360.account", account.name());
        builder.detail("whatsapp360.inbox", state.condition().name());
        builder.detail("whatsapp360.waiting", state.waiting());
        builder.detail("whatsapp360.oldestAge", age.toString());
        builder.detail("whatsapp360.deadLetters", state.deadLetters());
        builder.detail("whatsapp360.orphaned", open.orphaned().count());
        String problem = problem(state, age, open);
        if (problem == null) {
            builder.up();
        } else {
            builder.down().message(problem);
        }
    }

    private @Nullable String problem(InboxState state, Duration age, OpenWebhook open) {
        Whatsapp360Configuration bounds = account.configuration();
        if (state.condition() != InboxState.Condition.UP) {
            return "The inbox is " + state.condition() + ": " + state.problem();
        }
        if (bounds.getUnhealthyBacklog() > 0 && state.waiting() > bounds.getUnhealthyBacklog()) {
            return "Expected at most " + bounds.getUnhealthyBacklog() + " waiting events, actual " + state.waiting();
        }
        if (bounds.getUnhealthyAge() > 0 && age.toMillis() > bounds.getUnhealthyAge()) {
            return "Expected no event to wait longer than " + Duration.ofMillis(bounds.getUnhealthyAge()) + ", actual "
                    + age;
        }
        WebhookRegistration registration = open.registration();
        return registration == null ? null : webhookProblem(registration);
    }

    private synchronized @Nullable String webhookProblem(WebhookRegistration registration) {
        Instant now = clock.instant();
        if (askedAt == null || !now.isBefore(askedAt.plus(BETWEEN_QUESTIONS))) {
            askedAt = now;
            try {
                webhookProblem = registration.problem();
            } catch (Whatsapp360Exception notAnswered) {
                webhookProblem = null;
            }
        }
        return webhookProblem;
    }
}
