// A binary tree, inserted and removed.
#include "check.h"
#include <stdlib.h>
struct node { int key; struct node *child[2]; };
static struct node **find(struct node **n, int key) { while (*n && (*n)->key != key) n = &(*n)->child[key > (*n)->key]; return n; }
static void insert(struct node **root, int key) { struct node **n = find(root, key); if (!*n) { *n = calloc(1, sizeof **n); (*n)->key = key; } }
static void erase(struct node **root, int key) {
    struct node **n = find(root, key), *dead = *n, **m;
    if (!dead) return;
    if (dead->child[0] && dead->child[1]) {
        for (m = &dead->child[1]; (*m)->child[0]; m = &(*m)->child[0]) ;
        dead->key = (*m)->key;
        n = m, dead = *m;
    }
    *n = dead->child[dead->child[0] == 0];
    free(dead);
}
static int last, ordered = 1, count;
static void walk(struct node *n) { if (!n) return; walk(n->child[0]); if (count++ && n->key <= last) ordered = 0; last = n->key; walk(n->child[1]); }
int main(void) {
    struct node *root = 0;
    int i;
    for (i = 0; i < 200; i++) insert(&root, i * 73 % 199);
    walk(root);
    CHECK(count == 199 && ordered);
    for (i = 0; i < 199; i += 2) erase(&root, i);
    count = 0;
    walk(root);
    CHECK(count == 99 && ordered && !*find(&root, 100) && *find(&root, 101));
    for (i = 0; i < 199; i++) erase(&root, i);
    CHECK(!root);
    return 0;
}
