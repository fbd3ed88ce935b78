#pragma once

// MyHTML's tokenizer walks byte by byte, through a state for each part of a tag. Nearly all markup
// is plainer than that: text up to "<", a known name, attributes in quotes, ">". ReadData takes its
// data state's place, reads such a piece in one go and hands the tokens to MyHTML's tree
// construction; whatever is not plain (unknown names, odd attributes, raw text, comments, the end
// of a piece) it leaves to MyHTML's own states, so that the tree is the same (tree_fuzz.cc).
//
// Beside tree.cc the one file that knows MyHTML.

#include <myhtml/callback.h>
#include <myhtml/myhtml.h>
#include <myhtml/tree.h>

#include <cstddef>

namespace isnad::page {

// What ReadData and the one who feeds the tree tell each other; tree->context points to it.
struct ReadProgress {
  std::size_t max_open = 0;      // elements
  std::size_t max_inserted = 0;  // nodes
  std::size_t inserted = 0;      // so far, counted by the tree's callback
};

// Passes over the rest of a piece once more elements are open, or nodes inserted, than it may: a
// tag can then have any number of unclosed ones made anew.
// A state of MyHTML's tokenizer (13.2.5.1, data state, and what follows it); for single-threaded
// parsers of UTF-8.
std::size_t ReadData(myhtml_tree_t* tree, myhtml_token_node_t* token, const char* html,
                     std::size_t at, std::size_t size);

}  // namespace isnad::page
