#pragma once

// The elements that extraction tells apart; everything else is kInline (unknown and phrasing
// elements) or kBlock (elements that only break lines). Independent of the HTML parser in use.

#include <cstdint>

namespace isnad::page {

enum class Tag : std::uint8_t {
  kText,    // not an element: a run of characters
  kInline,  // phrasing or unknown element: its text flows on
  kBlock,   // breaks the line and says no more (center, hgroup, legend, fieldset …)
  kA,
  kAddress,
  kArticle,
  kAside,
  kB,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCaption,
  kCite,
  kCode,
  kDd,
  kDetails,
  kDialog,
  kDiv,
  kDl,
  kDt,
  kEm,
  kFigcaption,
  kFigure,
  kFooter,
  kForm,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHr,
  kHtml,
  kI,
  kImg,
  kInput,
  kLabel,
  kLi,
  kLink,
  kMain,
  kMeta,
  kNav,
  kOl,
  kOption,
  kP,
  kPicture,
  kPre,
  kQ,
  kScript,
  kSection,
  kSelect,
  kSource,
  kSpan,
  kStrong,
  kSummary,
  kTable,
  kTbody,
  kTd,
  kTextarea,
  kTh,
  kTime,
  kTitle,
  kTr,
  kUl,
  kCount,
};

// True for elements that start and end a line of text.
[[nodiscard]] constexpr bool IsBlock(Tag tag) {
  switch (tag) {
    case Tag::kText:
    case Tag::kInline:
    case Tag::kA:
    case Tag::kB:
    case Tag::kBr:
    case Tag::kButton:
    case Tag::kCite:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kI:
    case Tag::kImg:
    case Tag::kInput:
    case Tag::kLabel:
    case Tag::kPicture:
    case Tag::kQ:
    case Tag::kSource:
    case Tag::kSpan:
    case Tag::kStrong:
    case Tag::kTime:
      return false;
    default:
      return true;
  }
}

// 1..6 for headings, 0 for anything else.
[[nodiscard]] constexpr int HeadingLevel(Tag tag) {
  return tag >= Tag::kH1 && tag <= Tag::kH6 ? static_cast<int>(tag) - static_cast<int>(Tag::kH1) + 1
                                            : 0;
}

}  // namespace isnad::page
