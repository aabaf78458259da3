package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixtures are the same whether they lie in a folder, in a folder of the class path or in a jar. */
class FixtureSourceTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        write("fixtures/products/one/product.yaml", "name: one");
        write("fixtures/products/two/source/deep/a.py", "a");
        write("fixtures/products/two/source/b.py", "b");
        write("fixtures/products/two/source/deep/__pycache__/a.pyc", "bytecode");
        write("fixtures/products/notes.txt", "no product");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void inAFolder() {
        showsAll(FixtureSource.folder(folder.resolve("fixtures")));
    }

    @Test
    void inAFolderOfTheClassPath() throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            showsAll(FixtureSource.classPath(loader, "fixtures"));
        }
    }

    @Test
    void inAJar() throws IOException {
        Path jar = folder.resolve("fixtures and more.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(out);
                var files = Files.walk(folder.resolve("fixtures"))) {
            for (Path file : files.toList()) {
                String name = folder.relativize(file) + (Files.isDirectory(file) ? "/" : "");
                archive.putNextEntry(new JarEntry(name));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, archive);
                }
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            showsAll(FixtureSource.classPath(loader, "fixtures"));
        }
    }

    private static void showsAll(FixtureSource fixtures) {
        assertThat(fixtures.folders("products")).containsExactly("one", "two");
        assertThat(fixtures.files("products/two/source"))
                .containsOnlyKeys("b.py", "deep/a.py")
                .containsEntry("deep/a.py", "a".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> fixtures.files("products/three")).hasMessageContaining("products/three");
        assertThatThrownBy(() -> fixtures.folders("nothing")).hasMessageContaining("nothing");
    }
}
