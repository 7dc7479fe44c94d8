package io.suture.studio.api;

import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The JSON Schemas (2020-12) of channels, mappings, rule sets, lookup tables, schemas and templates, at the addresses
/// that
/// documents name in `$schema`. Open to everybody: editors read them.
@RestController
@RequestMapping("/schemas")
class DocumentSchemas {
    private static final List<String> NAMES =
            List.of("channel.json", "lookup.json", "mapping.json", "rules.json", "schema.json", "template.json");

    /// Which there are.
    @GetMapping(
            path = {"", "/"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    List<String> names() {
        return NAMES.stream().map(name -> "/schemas/" + name).toList();
    }

    @GetMapping(path = "/{name}", produces = "application/schema+json")
    Resource schema(@PathVariable String name) {
        if (!NAMES.contains(name)) {
            throw ApiProblem.notFound("schema");
        }
        return new ClassPathResource("schemas/" + name);
    }
}
