package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.api.ApiRequest;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body or attachment that is made of bytes is sent as, the same whatever carries the bytes. */
class BinaryBodyTest {

    private static final byte[] JPEG = latin("\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF\u0000");
    private static final byte[] OGG = latin("OggS\u0000\u0002\u0000\u0000\u0000\u0000OpusHead");
    private static final byte[] PDF = latin("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
    private static final byte[] UNKNOWN = unknownBinary();
    private static final Pattern FILE_PART = Pattern.compile("filename=\"([^\"]*)\"\r\nContent-Type: ([^\r]*)\r\n");

    @TempDir
    Path directory;

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    /** In what bytes come. */
    enum Carrier {
        BYTES,
        STREAM,
        BUFFER,
        WRITTEN,
        FILE,
        PATH,
        ATTACHMENT
    }

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("whatsapp360:support?to=491701234567");
            }
        });
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer("491701234567", "Lena");
        lena.says("Hi");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** The beginning of a drawing, and then what no text has. */
    private static byte[] unknownBinary() {
        byte[] bytes = new byte[20_000];
        new Random(7).nextBytes(bytes);
        System.arraycopy(latin("AC1032\0\0\0\0"), 0, bytes, 0, 10);
        return bytes;
    }

    private Exchange send(@Nullable Object body, Map<String, Object> headers) {
        return template.request("direct:in", exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
        });
    }

    /** Sends bytes in a carrier under a name; null for none. */
    private Exchange send(Carrier carrier, byte[] bytes, @Nullable String type, @Nullable String name)
            throws IOException {
        Map<String, Object> headers = new HashMap<>();
        if (type != null) {
            headers.put("CamelWhatsapp360MediaType", type);
        }
        if (name != null && carrier != Carrier.FILE && carrier != Carrier.PATH) {
            headers.put("CamelWhatsapp360FileName", name);
        }
        Path file = directory.resolve(name == null ? "nameless" : name);
        return switch (carrier) {
            case BYTES -> send(bytes, headers);
            case STREAM -> send(new ByteArrayInputStream(bytes), headers);
            case BUFFER -> send(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), headers);
            case WRITTEN -> {
                ByteArrayOutputStream written = new ByteArrayOutputStream();
                written.writeBytes(bytes);
                yield send(written, headers);
            }
            case FILE -> send(Files.write(file, bytes).toFile(), headers);
            case PATH -> send(Files.write(file, bytes), headers);
            case ATTACHMENT ->
                template.request("direct:in", exchange -> exchange.getIn(AttachmentMessage.class)
                        .addAttachment(name == null ? "nameless" : name, attachment(bytes, type, name)));
        };
    }

    private static DataHandler attachment(byte[] content, @Nullable String type, @Nullable String name) {
        return new DataHandler(new DataSource() {
            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(Arrays.copyOf(content, content.length));
            }

            @Override
            public OutputStream getOutputStream() {
                throw new UnsupportedOperationException();
            }

            @Override
            public @Nullable String getContentType() {
                return type;
            }

            @Override
            public @Nullable String getName() {
                return name;
            }
        });
    }

    private ReceivedMessage only() {
        List<ReceivedMessage> received = lena.awaitReceived(1, TestBed.LIMIT);
        assertThat(received).hasSize(1);
        return received.get(0);
    }

    /** Name and type of the last upload. */
    private List<String> uploaded() {
        String body = bed.simulator.requests().stream()
                .filter(request -> request.path().equals("/media"))
                .map(ApiRequest::body)
                .reduce((first, second) -> second)
                .orElseThrow();
        Matcher part = FILE_PART.matcher(body);
        assertThat(part.find()).isTrue();
        return List.of(part.group(1), part.group(2));
    }

    static Stream<Carrier> named() {
        return Stream.of(Carrier.values());
    }

    static Stream<Carrier> nameless() {
        return Stream.of(Carrier.BYTES, Carrier.STREAM, Carrier.BUFFER, Carrier.WRITTEN);
    }

    @ParameterizedTest
    @MethodSource("named")
    void unknownBinaryIsADocumentUnderItsName(Carrier carrier) throws Exception {
        for (String name : List.of("plan.dwg", "plan.own", "plan")) {
            Exchange sent = send(carrier, UNKNOWN, null, name);
            assertThat(sent.getException()).as(name).isNull();
        }

        assertThat(lena.awaitReceived(3, TestBed.LIMIT))
                .extracting(ReceivedMessage::type)
                .containsOnly("document");
        assertThat(lena.received().get(0).raw()).contains("\"filename\":\"plan.dwg\"");
        assertThat(lena.received()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("nameless")
    void unknownBinaryWithoutANameIsRefused(Carrier carrier) throws Exception {
        Exchange sent = send(carrier, UNKNOWN, null, null);

        assertThat(sent.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360MediaType");
        assertThat(lena.received()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("named")
    void binaryIsNoTextWhateverItsTypeOrNameSays(Carrier carrier) throws Exception {
        assertThat(send(carrier, UNKNOWN, "text/plain", "notes.txt").getException())
                .isNull();

        assertThat(only().type()).isEqualTo("document");
        assertThat(uploaded().get(1)).doesNotStartWith("text/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID3 is a kind of tag",
                "GIF89a or GIF87a?",
                "Why ftypisom?",
                "The ftyp box",
                "xxxxftypheic",
                "OggS is a magic word",
                "#!AMR is another",
                "RIFF, as in WEBP or WAVE",
                "RIFFxxxxWEBPVP8 ",
                "BM means bitmap",
                "MM, II and PK"
            })
    void textThatBeginsLikeAFileIsText(String text) throws Exception {
        for (Carrier carrier : nameless().toList()) {
            send(carrier, text.getBytes(UTF_8), null, null);
        }

        assertThat(lena.awaitReceived(4, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsExactly(text, text, text, text);
    }

    @ParameterizedTest
    @CsvSource({
        "heic,image/heic,document",
        "heix,image/heic,document",
        "mif1,image/heic,document",
        "avif,image/avif,document",
        "'qt  ',video/quicktime,document",
        "isom,video/mp4,video",
        "mp42,video/mp4,video",
        "'M4V ',video/mp4,video",
        "'M4A ',audio/mp4,audio",
        "3gp4,video/3gpp,video",
        "'jp2 ',image/jp2,document"
    })
    void theBrandTellsPicturesFromFilms(String brand, String type, String kind) throws Exception {
        byte[] head = latin("\0\0\0\u0018ftyp" + brand + "\0\0\0\0" + "mif1" + "heic" + "\0\0\0\bmdat");
        for (Carrier carrier : nameless().toList()) {
            assertThat(send(carrier, head, null, null).getException()).isNull();
            assertThat(uploaded().get(1)).isEqualTo(type);
        }

        assertThat(lena.awaitReceived(3, TestBed.LIMIT))
                .extracting(ReceivedMessage::type)
                .containsOnly(kind);
    }

    @Test
    void thePictureOfAPhoneIsADocument() throws Exception {
        byte[] picture = HexFormat.of().parseHex("00000018667479706865696300000000" + "6d69663168656963");

        send(picture, Map.of());

        assertThat(only().type()).isEqualTo("document");
        assertThat(uploaded()).containsExactly("file.heic", "image/heic");
    }

    @ParameterizedTest
    @MethodSource("named")
    void aTypeThatSaysNothingNeverWins(Carrier carrier) throws Exception {
        List<@Nullable String> types = new ArrayList<>(List.of(
                "application/octet-stream",
                "binary/octet-stream",
                "pdf",
                "application/x-pdf name=b.pdf",
                "application/pdf, application/octet-stream",
                "application/force-download",
                "/",
                "image/*"));
        types.add(null);
        for (String type : types) {
            assertThat(send(carrier, PDF, type, "a.pdf").getException())
                    .as("%s", type)
                    .isNull();
            assertThat(uploaded()).as("%s", type).containsExactly("a.pdf", "application/pdf");
        }
        assertThat(lena.awaitReceived(types.size(), TestBed.LIMIT))
                .extracting(ReceivedMessage::type)
                .containsOnly("document");
    }

    @ParameterizedTest
    @MethodSource("named")
    void anAliasAndUnreadableParametersAreUnderstood(Carrier carrier) throws Exception {
        for (String type : List.of("image/jpg", "IMAGE/PJPEG", "image/jpeg; name=\"gr\u00fcn.jpg\"")) {
            assertThat(send(carrier, JPEG, type, "a").getException()).as(type).isNull();
            assertThat(uploaded().get(1)).as(type).isEqualTo("image/jpeg");
        }
    }

    @ParameterizedTest
    @MethodSource("named")
    void theBytesWinOverANameOrTypeThatContradictsThem(Carrier carrier) throws Exception {
        send(carrier, OGG, null, "voice-note.mp4");
        assertThat(uploaded()).containsExactly("file.ogg", "audio/ogg");

        send(carrier, OGG, "video/mp4", "voice.ogg");
        assertThat(uploaded()).containsExactly("file.ogg", "audio/ogg");

        send(carrier, PDF, "image/png", "scan.png");
        assertThat(uploaded()).containsExactly("scan.png.pdf", "application/pdf");
        assertThat(lena.awaitReceived(3, TestBed.LIMIT))
                .extracting(ReceivedMessage::type)
                .containsExactly("audio", "audio", "document");
    }

    @ParameterizedTest
    @MethodSource("named")
    void theMostSpecificTypeThatAgreesWithTheBytesWins(Carrier carrier) throws Exception {
        byte[] zip = latin("PK\u0003\u0004\u0014\0\u0006\0");
        String docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

        send(carrier, zip, "application/zip", "letter.docx");
        assertThat(uploaded()).containsExactly("letter.docx", docx);
        send(carrier, zip, docx, "letter");
        assertThat(uploaded()).containsExactly("letter", docx);
        send(carrier, zip, "text/plain", "letter");
        assertThat(uploaded()).containsExactly("letter", "application/zip");
        send(carrier, latin("a,b\n1,2\n"), "text/plain", "table.csv");
        assertThat(uploaded()).containsExactly("table.csv", "text/csv");
    }

    @ParameterizedTest
    @MethodSource("named")
    void whatIsNoDocumentIsUploadedUnderANameThatFitsItsType(Carrier carrier) throws Exception {
        send(carrier, OGG, "audio/ogg", "voice-note.mp4");
        assertThat(uploaded()).containsExactly("file.ogg", "audio/ogg");

        send(carrier, JPEG, null, "photo");
        assertThat(uploaded()).containsExactly("file.jpg", "image/jpeg");
    }

    @Test
    void textIsReadInTheCharsetOfTheExchangeElseAsUtf8() throws Exception {
        for (Carrier carrier : nameless().toList()) {
            template.request("direct:in", exchange -> {
                byte[] bytes = "Gr\u00fc\u00dfe".getBytes(ISO_8859_1);
                exchange.getIn()
                        .setBody(
                                switch (carrier) {
                                    case STREAM -> new ByteArrayInputStream(bytes);
                                    case BUFFER -> ByteBuffer.wrap(bytes);
                                    default -> bytes;
                                });
                exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
            });
            send(carrier, "Gr\u00fc\u00dfe".getBytes(UTF_8), null, null);
        }

        assertThat(lena.awaitReceived(6, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsOnly("Gr\u00fc\u00dfe");
    }

    @Test
    void aByteOrderMarkIsNoText() throws Exception {
        for (Carrier carrier : nameless().toList()) {
            send(carrier, "\ufeffHallo".getBytes(UTF_8), null, null);
            send(carrier, "\ufeffHallo".getBytes(UTF_16LE), null, null);
        }
        send("\ufeffHallo", Map.of());

        assertThat(lena.awaitReceived(7, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsOnly("Hallo");
    }

    @Test
    void bytesThatAreNoTextInTheirCharsetAreRefused() throws Exception {
        for (Carrier carrier : nameless().toList()) {
            assertThat(send(carrier, latin("Gr\u00fc\u00dfe"), null, null).getException())
                    .isInstanceOf(InvalidMessageException.class);
        }
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void anAddressIsALinkOfTheKindThatIsTold() throws Exception {
        send(URI.create("https://example.com/red.jpg?sig=1").toURL(), Map.of("CamelWhatsapp360Caption", "Red"));
        send(URI.create("https://example.com/17"), Map.of("CamelWhatsapp360MediaType", "application/pdf"));
        send(URI.create("https://example.com/get?id=1"), Map.of("CamelWhatsapp360FileName", "voice.ogg"));
        send(List.of(URI.create("http://example.com/a/b/film.mp4")), Map.of());

        List<ReceivedMessage> received = lena.awaitReceived(4, TestBed.LIMIT);
        assertThat(received).extracting(ReceivedMessage::type).containsExactly("image", "document", "audio", "video");
        assertThat(received.get(0).raw()).contains("\"link\":\"https://example.com/red.jpg?sig=1\"", "\"Red\"");
        assertThat(bed.simulator.requests()).noneMatch(request -> request.path().equals("/media"));
    }

    @Test
    void anAddressOfUnknownKindOrOtherSchemeIsRefused() throws Exception {
        for (Object body : List.of(
                URI.create("https://example.com/17"),
                URI.create("https://example.com"),
                URI.create("file:///etc/passwd.txt"),
                Files.write(directory.resolve("a.jpg"), JPEG).toUri().toURL(),
                URI.create("order-17.pdf"))) {
            assertThat(send(body, Map.of()).getException())
                    .as("%s", body)
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageNotContaining("17");
        }
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void nothingVisibleIsNothingToSend() {
        List<@Nullable Object> bodies = new ArrayList<>(List.of(
                NullNode.getInstance(),
                MissingNode.getInstance(),
                TextNode.valueOf(" "),
                Optional.empty(),
                "\u200b\u200d\ufeff",
                "\u2800\u3164",
                "\u00a0\u2003\n",
                "\u200e".getBytes(UTF_8),
                new ByteArrayInputStream(new byte[0]),
                List.of(NullNode.getInstance()),
                List.of("\u200b")));
        bodies.add(null);
        for (Object body : bodies) {
            assertThat(send(body, Map.of()).getException())
                    .as("%s", body)
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("nothing to send");
        }
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void aValueOfATreeIsItsText() throws Exception {
        ObjectMapper json = new ObjectMapper();

        send(json.readTree("\"Hello\""), Map.of());
        send(json.readTree("17"), Map.of());
        send(Optional.of("Hello"), Map.of());
        send(json.readTree("[\"Hello\"]"), Map.of());

        assertThat(lena.awaitReceived(4, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsExactly("Hello", "17", "Hello", "Hello");
    }

    @Test
    void aListInAListIsRefused() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (Object body : List.of(
                List.of("x", List.of("a", "b")), json.readTree("[[\"a\"]]"), List.of((Object) new String[] {"a"}))) {
            assertThat(send(body, Map.of()).getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("another list");
        }
        assertThat(lena.received()).isEmpty();
    }
}
