'use client';

import { useInsteadOfItem } from '@/components/auction/item/instead-of-item';

export default function ItemNotFound() {
  return useInsteadOfItem();
}
