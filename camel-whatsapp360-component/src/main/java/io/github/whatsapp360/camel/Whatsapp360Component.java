package io.github.whatsapp360.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

/** The component {@code whatsapp360}. */
@Component("whatsapp360")
public class Whatsapp360Component extends HealthCheckComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Whatsapp360Endpoint endpoint = new Whatsapp360Endpoint(uri, this);
        endpoint.setAccount(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
