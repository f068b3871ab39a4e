/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.internal.account.Account;
import io.github.whatsapp360.camel.internal.account.AccountOperator;
import io.github.whatsapp360.camel.internal.account.AccountRegistry;
import io.github.whatsapp360.camel.internal.account.SharedResources;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount;
import io.github.whatsapp360.camel.internal.operator.OperatedAccounts;
import io.github.whatsapp360.client.Whatsapp360Client;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/** The component {@code whatsapp360}: WhatsApp through 360dialog's Messaging API. */
@Component("whatsapp360")
public class Whatsapp360Component extends HealthCheckComponent implements SSLContextParametersAware {

    private final Map<String, Account> running = new ConcurrentHashMap<>();
    private final AccountRegistry registry = new AccountRegistry(this::runningAccounts);
    private volatile @Nullable SharedResources shared;

    @Metadata(description = "Default values of the options of all endpoints.")
    private Whatsapp360Configuration configuration = new Whatsapp360Configuration();

    @Metadata(
            label = "advanced",
            description = "Options per account, for example accounts.support.apiKey. They override the options of "
                    + "the component; options of the endpoint override both.")
    private Whatsapp360Accounts accounts = new Whatsapp360Accounts();

    @Metadata(
            label = "consumer",
            defaultValue = "whatsapp360-data",
            description = "Directory of the embedded inboxes, with one database per account. Used by one process "
                    + "only. In Karaf a relative path is resolved against karaf.data.")
    private String inboxDirectory = "whatsapp360-data";

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "Clock for service windows, redeliveries, expiry in the inbox and rate limiting. The "
                    + "default is the system clock. Tests can set a clock that they control.")
    private @Nullable Clock clock;

    @Metadata(
            label = "security",
            description = "Whether connections to the API use the global SSLContextParameters of the Camel context.")
    private boolean useGlobalSslContextParameters;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (remaining.isBlank() || !remaining.equals(remaining.strip()) || remaining.contains("/")) {
            throw new IllegalArgumentException(
                    "The URI requires the name of an account after the colon, without slashes, for example "
                            + "whatsapp360:support");
        }
        Whatsapp360Endpoint endpoint = new Whatsapp360Endpoint(uri, this, remaining, configuration.copy());
        inheritAccount(endpoint, remaining);
        Whatsapp360Configuration inherited = endpoint.getConfiguration().copy();
        setProperties(endpoint, parameters);
        endpoint.joinAccount(inherited);
        return endpoint;
    }

    /**
     * Applies the options of the account, which override those of the component; options of the endpoint override both.
     */
    private void inheritAccount(Whatsapp360Endpoint endpoint, String account) throws Exception {
        if (useGlobalSslContextParameters && endpoint.getConfiguration().getSslContextParameters() == null) {
            endpoint.getConfiguration().setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        Map<String, Object> options = accounts.optionsOf(account);
        setProperties(endpoint, options);
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("camel.component.whatsapp360.accounts." + account + " has no option "
                    + String.join(", ", options.keySet()));
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        loadConverters();
        getCamelContext().addLifecycleStrategy(new SubscriptionLifecycleStrategy(this));
        ExtendedCamelContext extension = getCamelContext().getCamelContextExtension();
        extension.addInterceptStrategy(new TypedBodyPredicates());
        if (extension.getContextPlugin(OperatedAccounts.class) == null) {
            extension.addContextPlugin(OperatedAccounts.class, this::operatedAccounts);
        }
    }

    /** In OSGi, Camel finds the converters of a bundle some time after its component: an event may run before that. */
    private void loadConverters() {
        Whatsapp360ConverterLoader converters = new Whatsapp360ConverterLoader();
        converters.setCamelContext(getCamelContext());
        converters.load(getCamelContext().getTypeConverterRegistry());
    }

    /** The account of this name, shared by all its endpoints. */
    Account account(String name) {
        return running.computeIfAbsent(
                name,
                absent -> new Account(
                        name,
                        getCamelContext(),
                        inboxPath(),
                        registry,
                        () -> clock == null ? Clock.systemUTC() : clock,
                        this::shared));
    }

    /** Created on demand, because Camel creates endpoints before it starts components. */
    private synchronized SharedResources shared() {
        SharedResources made = shared;
        if (made == null) {
            made = new SharedResources(getCamelContext(), () -> running.values().forEach(Account::releaseIfUnused));
            shared = made;
        }
        return made;
    }

    /**
     * The client of an account for use in Java code. It shares options, rate limit and windows with all endpoints of
     * the account. The component owns it: do not close it.
     *
     * @param account as in {@code whatsapp360:account}
     * @throws IllegalArgumentException if the account has no {@code apiKey}
     */
    public Whatsapp360Client client(String account) {
        Whatsapp360Endpoint endpoint =
                getCamelContext().getEndpoint("whatsapp360:" + account, Whatsapp360Endpoint.class);
        return account(endpoint.getAccount()).client();
    }

    /** All accounts that endpoints have used so far, sorted by name. */
    List<Account> runningAccounts() {
        return running.values().stream()
                .sorted(Comparator.comparing(Account::name))
                .toList();
    }

    private List<OperatedAccount> operatedAccounts() {
        return runningAccounts().stream()
                .<OperatedAccount>map(account -> new AccountOperator(account, getCamelContext()))
                .toList();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        synchronized (this) {
            if (shared != null && shared.isClosed()) {
                shared = null;
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        SharedResources ending = shared();
        ending.beginToEnd();
        running.values().forEach(Account::stop);
        ending.close();
        super.doStop();
    }

    /**
     * Whether the webhook of an account is currently served at a path.
     *
     * @param httpComponent as in the option of that name, for example {@code platform-http}
     * @param path the path on the HTTP server, without the context path of the application
     */
    public boolean servesWebhook(String httpComponent, String path) {
        return registry.paths().containsKey(httpComponent + ":" + path);
    }

    private Path inboxPath() {
        String karaf = System.getProperty("karaf.data");
        return karaf == null ? Path.of(inboxDirectory) : Path.of(karaf).resolve(inboxDirectory);
    }

    public @Nullable Clock getClock() {
        return clock;
    }

    public void setClock(@Nullable Clock clock) {
        this.clock = clock;
    }

    public String getInboxDirectory() {
        return inboxDirectory;
    }

    public void setInboxDirectory(String inboxDirectory) {
        this.inboxDirectory = inboxDirectory;
    }

    public Whatsapp360Configuration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Whatsapp360Configuration configuration) {
        this.configuration = configuration;
    }

    public Whatsapp360Accounts getAccounts() {
        return accounts;
    }

    public void setAccounts(Whatsapp360Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
