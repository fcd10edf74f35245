// A heading of TypeDoc's navigation opens and closes its list, and has the link to its page inside: two things that
// can be pressed, one in the other, which no keyboard and no screen reader can tell apart. The heading keeps to the
// list, and the link becomes its first entry.

(() => {
  const container = document.getElementById('tsd-nav-container');
  if (container === null) return;

  function moveLink(link) {
    const list = link.closest('details')?.querySelector('ul');
    if (!list) return;
    const name = document.createElement('span');
    name.append(...link.childNodes);
    link.replaceWith(name);
    link.textContent = `${name.textContent}: overview`;
    const entry = document.createElement('li');
    entry.append(link);
    list.prepend(entry);
  }

  /** The links that are there now; the navigation is made when its data have been read. */
  function moveLinks() {
    for (const link of container.querySelectorAll('summary a')) moveLink(link);
  }

  new MutationObserver(moveLinks).observe(container, { childList: true, subtree: true });
  moveLinks();
})();
