#ifndef PARTS_H
#define PARTS_H
struct pair { int a, b; };
extern int shared, defined_elsewhere, table[], tentative;
int call_hidden(void);
int call_other_hidden(void);
void change_shared(int to);
int table_length(void);
void set_tentative(int to);
int apply(int (*f)(void));
struct pair make_pair(int a, int b);
#endif
