package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.ChatMessage;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.Tick;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A customer, writing to one number of the business; what the customer does is delivered to that number's webhook. Thread-safe. */
public final class Customer {

    private final Engine engine;
    private final Person person;
    private final Channel channel;

    Customer(Engine engine, Person person, Channel channel) {
        this.engine = engine;
        this.person = person;
        this.channel = channel;
    }

    /** The customer's number, digits only. */
    public String waId() {
        return engine.call(person::waId);
    }

    /** The customer's business-scoped user id, for example {@code DE.4711}. */
    public String userId() {
        return person.userId();
    }

    /** The same customer, writing to another number of the business. */
    public Customer at(BusinessNumber number) {
        return new Customer(engine, person, number.channel());
    }

    /**
     * Writes a text.
     *
     * @return its message id
     */
    public String says(String text) {
        return engine.call(
                () -> engine.inbound().message(chat(), "text", Json.object().put("body", text), null));
    }

    /** What the business has sent here, oldest first, without what has failed or will fail; at most the last 10,000 messages of the chat. */
    public List<ReceivedMessage> received() {
        return engine.call(this::visible);
    }

    /**
     * Waits until the business has sent so many messages here.
     *
     * @param limit by the computer's clock
     * @return all of them, see {@link #received()}
     * @throws AssertionError when there are fewer after that time
     */
    public List<ReceivedMessage> awaitReceived(int count, Duration limit) {
        var arrived = engine.call(() -> engine.waiters().until(() -> visible().size() >= count));
        try {
            arrived.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for messages", interrupted);
        } catch (ExecutionException | TimeoutException late) {
            arrived.cancel(false);
            int actual = received().size();
            throw new AssertionError("Expected " + count + " messages within " + limit + ", Actual " + actual, late);
        }
        return received();
    }

    private List<ReceivedMessage> visible() {
        return chat().messages().stream()
                .filter(message -> message.fromBusiness() && message.doom() == null)
                .map(Customer::received)
                .toList();
    }

    private static ReceivedMessage received(ChatMessage message) {
        Tick tick = message.tick();
        return new ReceivedMessage(
                message.id(), message.type(), message.text(), message.json().toString(), tick.word());
    }

    private Chat chat() {
        return engine.world().chat(channel, person);
    }

    @Override
    public String toString() {
        return "Customer[" + person.userId() + "]";
    }
}
