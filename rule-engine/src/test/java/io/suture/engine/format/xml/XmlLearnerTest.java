package io.suture.engine.format.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class XmlLearnerTest {
    private static XmlLearner.Learned learn(String... samples) {
        return XmlLearner.learn(List.of(samples).stream()
                .map(sample -> sample.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    @Test
    void what_stands_in_every_sample_is_required_and_what_stood_twice_repeats() {
        var learned = learn(
                "<o xmlns='urn:o' id='1'><a>2026-01-02</a><b>x</b><b>y</b></o>",
                "<o xmlns='urn:o' id='2' f='true'><a>2026-01-03</a><m>so <i>it</i> is</m></o>");

        assertThat(learned.problems()).isEmpty();
        assertThat(learned.definition().orElseThrow().root()).isEqualTo("{urn:o}o");
        assertThat(learned.definition().orElseThrow().files().get("main.xsd")).isEqualTo("""
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:n0="urn:o" targetNamespace="urn:o" elementFormDefault="qualified">
                  <xs:element name="o">
                    <xs:complexType>
                      <xs:sequence>
                        <xs:element name="a" type="xs:date"/>
                        <xs:element name="b" minOccurs="0" maxOccurs="unbounded" type="xs:string"/>
                        <xs:element name="m" minOccurs="0">
                          <xs:complexType mixed="true">
                            <xs:sequence>
                              <xs:element name="i" type="xs:string"/>
                            </xs:sequence>
                          </xs:complexType>
                        </xs:element>
                      </xs:sequence>
                      <xs:attribute name="id" type="xs:string" use="required"/>
                      <xs:attribute name="f" type="xs:boolean"/>
                    </xs:complexType>
                  </xs:element>
                </xs:schema>
                """);
    }

    @Test
    void elements_of_several_namespaces_are_declared_in_a_file_for_each() {
        var files = learn("<o xmlns='urn:o' xmlns:p='urn:p'><p:a p:b='1'><c/></p:a></o>")
                .definition()
                .orElseThrow()
                .files();

        assertThat(files.keySet()).containsExactly("main.xsd", "namespace-1.xsd");
        assertThat(files.get("main.xsd")).contains("<xs:element ref=\"p:a\"/>").contains("<xs:element name=\"c\">");
        assertThat(files.get("namespace-1.xsd"))
                .contains("<xs:attribute name=\"b\"")
                .contains("<xs:attribute ref=\"p:b\" use=\"required\"/>");
    }

    @Test
    void what_is_no_xml_or_another_is_reported_and_not_learned_from() {
        assertThat(learn("<a/>", "<b/>", "no", "<!DOCTYPE a><a/>").problems())
                .extracting(problem -> problem.path() + " " + problem.code())
                .containsExactly("samples[1] other-root", "samples[2] not-xml", "samples[3] not-xml");
        assertThat(learn().definition()).isEmpty();
    }
}
