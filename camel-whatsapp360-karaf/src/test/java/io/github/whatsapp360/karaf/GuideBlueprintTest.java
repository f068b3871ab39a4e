/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a blueprint container would do with the guide's beans: KarafIT runs the routes, without that container. */
class GuideBlueprintTest {

    @Test
    void theClassesAndPropertiesOfTheBeansExist() throws Exception {
        Element blueprint = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(GuideBlueprint.read().text())))
                .getDocumentElement();

        assertThat(elements(blueprint, "bean")).hasSize(2).allSatisfy(bean -> {
            Class<?> type = Class.forName(bean.getAttribute("class"));
            assertThat(Stream.of(type.getMethods()).map(method -> method.getName()))
                    .containsAll(elements(bean, "property")
                            .map(property -> setter(property.getAttribute("name")))
                            .toList())
                    .containsAll(Stream.of("init-method", "destroy-method")
                            .filter(bean::hasAttribute)
                            .map(bean::getAttribute)
                            .toList());
        });
    }

    private static String setter(String property) {
        return "set" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
    }

    private static Stream<Element> elements(Element in, String name) {
        NodeList found = in.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast);
    }
}
