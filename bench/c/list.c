#include <stdio.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

int main(void)
{
    struct node *head = NULL;
    unsigned sum = 0;
    for (int i = 0; i < 100000; i++) {
        struct node *node = (struct node *)malloc(sizeof(struct node));
        if (node == NULL) return 1;
        node->value = i;
        node->next = head;
        head = node;
    }
    for (int round = 0; round < 10; round++)
        for (struct node *node = head; node != NULL; node = node->next) sum += (unsigned)node->value;
    while (head != NULL) {
        struct node *next = head->next;
        free(head);
        head = next;
    }
    printf("%u\n", sum);
    return 0;
}
