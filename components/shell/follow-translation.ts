/**
 * Lets React and a translator of the browser change the same page. A translator takes each text out of the page and puts a
 * `<font>` with other words in its place. React still holds the text that was there: nobody sees the words that it writes
 * there, and when it removes the text or inserts something before it, the browser throws, which ends in the error page
 * (https://github.com/facebook/react/issues/11538).
 *
 * This function remembers the `<font>` of each replaced text. React removes and inserts beside the `<font>` instead; a text that
 * React changes comes back into the page, and the translator translates it again.
 *
 * The source of this function runs ahead of the page; therefore it may use nothing from outside.
 */
export function followTranslation(): void {
  const standIns = new WeakMap<Node, Element>();
  const taken = new WeakSet<Element>();
  const { removeChild, insertBefore } = Node.prototype;

  function isFree(node: Node | null | undefined): node is Element {
    return node instanceof HTMLElement && node.tagName === 'FONT' && !taken.has(node);
  }

  const rewritten = new MutationObserver((records) => {
    for (const { target } of records) {
      const standIn = standIns.get(target);
      standIns.delete(target);
      if (standIn?.isConnected) standIn.replaceWith(target);
    }
  });

  const replaced = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes, previousSibling, nextSibling } of records) {
      for (const text of addedNodes) {
        // React moves a text that it still holds.
        if (text instanceof Text && standIns.has(text)) {
          standIns.get(text)?.remove();
          standIns.delete(text);
        }
      }
      for (const text of removedNodes) {
        if (!(text instanceof Text) || text.isConnected) continue;
        const standIn = [...addedNodes, previousSibling, nextSibling].find(isFree);
        if (!standIn) continue;
        taken.add(standIn);
        standIns.set(text, standIn);
        rewritten.observe(text, { characterData: true });
      }
    }
  });
  replaced.observe(document, { childList: true, subtree: true });

  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    if (child.parentNode === this) return removeChild.call(this, child) as T;
    // It may have been put into another element, too.
    const present = standIns.get(child) ?? child;
    if (present.parentNode) removeChild.call(present.parentNode, present);
    return child;
  };

  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, child: Node | null): T {
    let before = child;
    if (child && child.parentNode !== this) {
      before = standIns.get(child) ?? child;
      while (before && before.parentNode !== this) before = before.parentNode;
    }
    return insertBefore.call(this, node, before) as T;
  };
}
