// A doubly linked list with its links inside the entries.
#include "check.h"
#include <stddef.h>
#include <stdlib.h>
struct link { struct link *next, *prev; };
struct entry { int value; struct link link; };
#define ENTRY(l) ((struct entry *)((char *)(l) - offsetof(struct entry, link)))
static void insert(struct link *head, struct link *l) { l->next = head; l->prev = head->prev; head->prev->next = l; head->prev = l; }
static void remove_link(struct link *l) { l->prev->next = l->next; l->next->prev = l->prev; }
int main(void) {
    struct link head = { &head, &head }, *l, *next;
    int i, sum = 0, count = 0;
    for (i = 0; i < 100; i++) { struct entry *e = malloc(sizeof *e); e->value = i; insert(&head, &e->link); }
    for (l = head.next; l != &head; l = next) { next = l->next; if (ENTRY(l)->value % 3 == 0) { remove_link(l); free(ENTRY(l)); } }
    for (l = head.next; l != &head; l = l->next) { sum += ENTRY(l)->value; count++; }
    CHECK(count == 66 && sum == 4950 - 1683);
    while (head.next != &head) { l = head.next; remove_link(l); free(ENTRY(l)); }
    CHECK(head.prev == &head);
    return 0;
}
