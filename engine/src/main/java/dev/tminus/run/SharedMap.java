package dev.tminus.run;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map that never changes and shares all but a few nodes with the map it was made from, so that one more event costs
 * the same in a run of ten steps and of ten thousand. In no particular order.
 */
final class SharedMap<V> extends AbstractMap<String, V> {

    private static final int BITS = 4;
    private static final int WIDTH = 1 << BITS;
    private static final SharedMap<?> EMPTY = new SharedMap<>(null, 0);

    /** Nothing, a {@link Leaf}, or an array of such; each level of arrays is chosen by the next bits of the hash. */
    private final @Nullable Object root;

    private final int size;

    /** Keys of equal hash hang on one leaf. */
    private record Leaf<V>(
            int hash, String key, V value, @Nullable Leaf<V> next) {

        @Nullable
        V find(String wanted) {
            for (Leaf<V> leaf = this; leaf != null; leaf = leaf.next) {
                if (leaf.key.equals(wanted)) {
                    return leaf.value;
                }
            }
            return null;
        }

        private @Nullable Leaf<V> without(String old) {
            if (key.equals(old)) {
                return next;
            }
            return next == null ? this : new Leaf<>(hash, key, value, next.without(old));
        }

        private Leaf<V> with(Leaf<V> fresh) {
            return new Leaf<>(hash, fresh.key, fresh.value, without(fresh.key));
        }
    }

    private SharedMap(@Nullable Object root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // it holds no value
    static <V> SharedMap<V> empty() {
        return (SharedMap<V>) EMPTY;
    }

    /** The same with this value under this key. */
    SharedMap<V> with(String key, V value) {
        Leaf<V> fresh = new Leaf<>(spread(key), key, value, null);
        return new SharedMap<>(put(root, 0, fresh), find(key) == null ? size + 1 : size);
    }

    private static int spread(String key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    private static int index(int hash, int shift) {
        return (hash >>> shift) & (WIDTH - 1);
    }

    @SuppressWarnings("unchecked") // what is no array is a leaf
    private static <V> Object put(@Nullable Object node, int shift, Leaf<V> fresh) {
        if (node == null) {
            return fresh;
        }
        int index = index(fresh.hash, shift);
        if (node instanceof Object[] children) {
            Object[] copy = children.clone();
            copy[index] = put(copy[index], shift + BITS, fresh);
            return copy;
        }
        Leaf<V> leaf = (Leaf<V>) node;
        if (leaf.hash == fresh.hash) {
            return leaf.with(fresh);
        }
        Object[] both = new Object[WIDTH];
        both[index(leaf.hash, shift)] = leaf;
        both[index] = put(both[index], shift + BITS, fresh);
        return both;
    }

    /** The value of a key; null where there is none. */
    @SuppressWarnings("unchecked") // what is no array is a leaf
    @Nullable
    V find(String key) {
        int hash = spread(key);
        Object node = root;
        for (int shift = 0; node instanceof Object[] children; shift += BITS) {
            node = children[index(hash, shift)];
        }
        return node == null ? null : ((Leaf<V>) node).find(key);
    }

    @Override
    public @Nullable V get(Object key) {
        return key instanceof String text ? find(text) : null;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                List<Map.Entry<String, V>> all = new ArrayList<>(size);
                collect(root, all);
                return all.iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    @SuppressWarnings("unchecked") // what is no array is a leaf
    private static <V> void collect(@Nullable Object node, List<Map.Entry<String, V>> all) {
        if (node instanceof Object[] children) {
            for (Object child : children) {
                collect(child, all);
            }
        } else {
            for (Leaf<V> leaf = (Leaf<V>) node; leaf != null; leaf = leaf.next) {
                all.add(Map.entry(leaf.key, leaf.value));
            }
        }
    }
}
