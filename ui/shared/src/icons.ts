/** Icons from one set (lucide), as plain nodes that Preact and React both draw. */
import type { IconNode } from "lucide"

export {
  ArrowUp,
  ArrowUpRight,
  Check,
  ChevronDown,
  CircleAlert,
  Clock,
  Mail,
  MessageCircle,
  Plus,
  RotateCw,
  Star,
  UserRound,
  WifiOff,
  X,
} from "lucide"
export type { IconNode }
