package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

/** The catalog says what the code does. */
class GeneratedMetadataTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode catalog() throws IOException {
        return JSON.readTree(Files.readAllBytes(
                Path.of("src/generated/resources/META-INF/io/github/whatsapp360/camel/whatsapp360.json")));
    }

    /** The build sets the committed files aside before it generates them anew. */
    @Test
    void whatIsCommittedIsWhatTheBuildGenerates() throws IOException {
        assertThat(contents(Path.of("src", "generated")))
                .as("src/generated was stale; it has been generated anew, commit it")
                .isEqualTo(contents(Path.of("target", "committed-generated")));
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void everyHeaderIsUsedBesideItsDeclaration() throws Exception {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        }
        List<String> unused = new ArrayList<>();
        for (Field header : Whatsapp360Constants.class.getFields()) {
            assertThat((String) header.get(null)).startsWith("CamelWhatsapp360");
            if (code.indexOf("Whatsapp360Constants." + header.getName()) < 0) {
                unused.add(header.getName());
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void everyOptionHasASentenceAndItsDefaultIsTheFieldsOwn() throws Exception {
        Map<String, Object> fields = new TreeMap<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PluginHelper.getBeanIntrospection(context)
                    .getProperties(new Whatsapp360Configuration(), fields, null, true);
        }
        JsonNode options = catalog().path("properties");
        assertThat(options.size()).isGreaterThan(20);
        options.properties().forEach(option -> {
            JsonNode meta = option.getValue();
            assertThat(meta.path("group").asText()).as(option.getKey()).isNotBlank();
            Object value = fields.get(option.getKey());
            String declared = meta.path("defaultValue").asText("");
            if (fields.containsKey(option.getKey()) && value != null) {
                boolean duration = "duration".equals(meta.path("type").asText());
                String expected = duration
                        ? String.valueOf(
                                java.time.Duration.ofMillis((Long) value).toMillis())
                        : String.valueOf(value);
                String actual = duration
                        ? String.valueOf(org.apache.camel.util.TimeUtils.toMilliSeconds(declared))
                        : declared.isEmpty() && value instanceof Boolean ? "false" : declared;
                assertThat(actual).as(option.getKey()).isEqualTo(expected);
            }
        });
    }

    @Test
    void eachOptionAndEachHeaderHasADescription() throws Exception {
        for (String kind : List.of("componentProperties", "properties", "headers")) {
            catalog().path(kind).properties().forEach(entry -> assertThat(
                            entry.getValue().path("description").asText())
                    .as(
                            "Option or header '%s' has no description: write a sentence in its @UriParam or @Metadata",
                            entry.getKey())
                    .isNotBlank());
        }
    }

    @Test
    void secretsAreSecretInTheCatalog() throws Exception {
        JsonNode options = catalog().path("properties");

        for (String option : List.of("apiKey", "webhookSecret", "signatureSecret", "proxyAuthPassword")) {
            assertThat(options.path(option).path("secret").asBoolean())
                    .as(option)
                    .isTrue();
        }
    }
}
