/** A place in memory, in the form that its access is written in. */
export type Spot =
  /** Its address, as any text. */
  | { readonly kind: 'address'; readonly text: string }
  /** Its offset in the region; the address is a multiple of `aligned`. */
  | { readonly kind: 'offset'; readonly text: string; readonly aligned: number }
  /** So many bytes from where a pointer variable points. The text for the bytes can be evaluated twice. */
  | { readonly kind: 'pointer'; readonly name: string; readonly bytes: string };
