#include "page/long_strides.h"

#include <mycore/thread_queue.h>
#include <myhtml/data_process.h>
#include <myhtml/rules.h>
#include <myhtml/tokenizer.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "page/text.h"

// Exported, but in none of MyHTML's headers.
extern "C" std::size_t myhtml_tokenizer_state_data(myhtml_tree_t* tree, myhtml_token_node_t* token,
                                                   const char* html, std::size_t at,
                                                   std::size_t size);

namespace isnad::page {
namespace {

constexpr std::size_t kMaxAttributes = 32;  // of one plain tag

enum Kind : std::uint8_t {
  kName = 1,    // stands in names of attributes
  kSpace = 2,   // white space of markup
  kLetter = 4,  // begins a tag's name
  kOdd = 8,     // in unquoted values it is an error
};
constexpr std::array<std::uint8_t, 256> kKinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (unsigned c = 'a'; c <= 'z'; ++c) kinds[c] = kinds[c - 32] = kName | kLetter;
  for (unsigned c = '0'; c <= '9'; ++c) kinds[c] = kName;
  const auto set = [&](std::string_view bytes, Kind kind) {
    for (const char c : bytes) kinds[static_cast<unsigned char>(c)] = kind;
  };
  set("-_:.@", kName);
  set(" \t\n\f\r", kSpace);
  set("\"'<=`/", kOdd);
  return kinds;
}();
bool Is(char c, unsigned kinds) { return (kKinds[static_cast<unsigned char>(c)] & kinds) != 0; }

// Is there a character that must be replaced: "&", a carriage return, a zero byte? Sixteen bytes a
// step (GCC manual, Vector Extensions); the last step may look at some once more.
bool HasSpecial(std::string_view text) {
  using Bytes [[gnu::vector_size(16)]] = unsigned char;
  if (text.size() < sizeof(Bytes)) {
    bool special = false;
    for (const char c : text) special |= c == '&' || c == '\r' || c == '\0';
    return special;
  }
  Bytes found{};
  const auto look = [&](std::size_t at) {
    Bytes bytes;
    std::memcpy(&bytes, text.data() + at, sizeof(bytes));
    found |= (bytes == '&') | (bytes == '\r') | (bytes == 0);
  };
  for (std::size_t at = 0; at + sizeof(Bytes) < text.size(); at += sizeof(Bytes)) look(at);
  look(text.size() - sizeof(Bytes));
  std::array<std::uint64_t, 2> halves;
  std::memcpy(halves.data(), &found, sizeof(found));
  return (halves[0] | halves[1]) != 0;
}

class Reader {
 public:
  Reader(myhtml_tree_t* tree, const char* html, std::size_t size)
      : tree_(tree),
        progress_(*static_cast<const ReadProgress*>(tree->context)),
        html_(html),
        size_(size) {}

  // Behind the plain piece (text, tag) that begins at `at`; `at` where it is not plain.
  std::size_t Next(std::size_t at) {
    const auto* open = static_cast<const char*>(std::memchr(html_ + at, '<', size_ - at));
    if (open == nullptr) return at;
    const auto begin = static_cast<std::size_t>(open - html_);
    const std::size_t end = ReadTag(begin);
    if (end == begin) return at;
    const bool emitted = (begin == at || EmitText(at, begin)) && EmitTag(begin, end);
    if (emitted) return end;
    tree_->state = MyHTML_TOKENIZER_STATE_PARSE_ERROR_STOP;  // no memory
    return size_;
  }

 private:
  struct Attribute {
    std::string_view name;
    std::string_view value;
  };

  // Behind the tag, or `begin`. Fills the members that follow it.
  std::size_t ReadTag(std::size_t begin) {
    std::size_t at = begin + 1;
    closes_ = at < size_ && html_[at] == '/';
    if (closes_) ++at;
    name_ = at;
    if (at >= size_ || !Is(html_[at], kLetter)) return begin;
    while (at < size_ && Is(html_[at], kName)) ++at;
    if (at >= size_ || (!Is(html_[at], kSpace) && html_[at] != '/' && html_[at] != '>')) {
      return begin;
    }
    name_size_ = at - name_;
    tag_ = myhtml_tag_get_by_name(tree_->tags, html_ + name_, name_size_);
    if (tag_ == nullptr) return begin;
    if (!closes_ && tag_->data_parser != MyHTML_TOKENIZER_STATE_DATA) return begin;
    closes_itself_ = false;
    attributes_ = 0;
    for (;;) {
      while (at < size_ && Is(html_[at], kSpace)) ++at;
      if (at + 1 >= size_) return begin;
      if (html_[at] == '>') return at + 1;
      if (html_[at] == '/') {
        closes_itself_ = true;
        return html_[at + 1] == '>' ? at + 2 : begin;
      }
      if (closes_ || attributes_ == kMaxAttributes || !ReadAttribute(at)) return begin;
    }
  }

  // Moves `at` behind the attribute there; false where it is not plain.
  bool ReadAttribute(std::size_t& at) {
    const std::size_t name = at;
    while (at < size_ && Is(html_[at], kName)) ++at;
    if (at == name || at + 2 >= size_) return false;
    Attribute& attribute = list_[attributes_++];
    attribute = {{html_ + name, at - name}, {}};
    if (html_[at] != '=') {
      std::size_t next = at;
      while (next < size_ && Is(html_[next], kSpace)) ++next;
      return next < size_ && (html_[next] == '>' || (next > at && Is(html_[next], kName)));
    }
    const char quote = html_[++at];
    if (quote == '"' || quote == '\'') {
      ++at;
      const auto* close = static_cast<const char*>(std::memchr(html_ + at, quote, size_ - at));
      if (close == nullptr) return false;
      attribute.value = {html_ + at, static_cast<std::size_t>(close - html_) - at};
      at += attribute.value.size() + 1;
      return at < size_ && (Is(html_[at], kSpace) || html_[at] == '>' || html_[at] == '/');
    }
    const std::size_t value = at;
    while (at < size_ && !Is(html_[at], kSpace | kOdd) && html_[at] != '>') ++at;
    // Slashes are common here, and plain unless they are the last.
    while (at < size_ && html_[at] == '/' && at > value) {
      ++at;
      while (at < size_ && !Is(html_[at], kSpace | kOdd) && html_[at] != '>') ++at;
    }
    if (at >= size_ || at == value || html_[at - 1] == '/' || Is(html_[at], kOdd)) return false;
    attribute.value = {html_ + value, at - value};
    return true;
  }

  bool EmitText(std::size_t begin, std::size_t end) {
    myhtml_token_node_t* token = tree_->current_token_node;
    const std::string_view text(html_ + begin, end - begin);
    bool blank = true;
    for (std::size_t i = 0; i < text.size() && blank; ++i) blank = Is(text[i], kSpace);
    unsigned type = static_cast<unsigned>(token->type) | MyHTML_TOKEN_TYPE_DATA;
    if (!blank) type &= ~static_cast<unsigned>(MyHTML_TOKEN_TYPE_WHITESPACE);
    token->type = static_cast<myhtml_token_type>(type);
    token->tag_id = MyHTML_TAG__TEXT;
    token->element_begin = token->raw_begin;
    token->raw_length = token->element_length = text.size();
    SetString(token->str, text, false);
    tree_->state = closes_ ? MyHTML_TOKENIZER_STATE_END_TAG_OPEN : MyHTML_TOKENIZER_STATE_TAG_OPEN;
    return Emit(token, end);
  }

  bool EmitTag(std::size_t begin, std::size_t end) {
    myhtml_token_node_t* token = tree_->current_token_node;
    unsigned type = closes_ ? static_cast<unsigned>(MyHTML_TOKEN_TYPE_CLOSE)
                            : static_cast<unsigned>(token->type);
    if (closes_itself_) type |= MyHTML_TOKEN_TYPE_CLOSE_SELF;
    token->type = static_cast<myhtml_token_type>(type);
    token->tag_id = tag_->id;
    token->raw_begin = tree_->global_offset + name_;
    token->raw_length = name_size_;
    token->element_begin = tree_->global_offset + begin;
    token->element_length = end - begin;
    for (std::size_t i = 0; i < attributes_; ++i) {
      if (!AddAttribute(token, list_[i])) return false;
    }
    tree_->state = MyHTML_TOKENIZER_STATE_DATA;
    return Emit(token, end);
  }

  bool AddAttribute(myhtml_token_node_t* token, const Attribute& attribute) {
    myhtml_token_attr_t* made =
        myhtml_token_attr_create(tree_->token, tree_->token->mcasync_attr_id);
    if (made == nullptr) return false;
    SetString(made->key, {}, false);
    mycore_string_init(tree_->mchar, Arena(), &made->key, attribute.name.size() + 1);
    for (std::size_t i = 0; i < attribute.name.size(); ++i) {
      const char c = attribute.name[i];
      made->key.data[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
    made->key.data[attribute.name.size()] = '\0';
    made->key.length = attribute.name.size();
    made->raw_key_length = attribute.name.size();
    made->raw_value_length = attribute.value.size();
    SetString(made->value, attribute.value, true);
    made->prev = token->attr_last;
    (token->attr_last == nullptr ? token->attr_first : token->attr_last->next) = made;
    token->attr_last = made;
    return true;
  }

  // The text with its character references replaced, as myhtml_parser_worker does.
  void SetString(mycore_string_t& string, std::string_view text, bool is_attribute) {
    if (text.empty()) {
      mycore_string_clean_all(&string);
      return;
    }
    mycore_string_init(tree_->mchar, Arena(), &string, text.size() + 1);
    if (!HasSpecial(text)) {
      std::memcpy(string.data, text.data(), text.size());
      string.data[text.size()] = '\0';
      string.length = text.size();
      return;
    }
    myhtml_data_process_entry_t entry;
    myhtml_data_process_entry_clean(&entry);
    entry.encoding = tree_->encoding;
    entry.is_attributes = is_attribute;
    entry.emit_null_char = !is_attribute;
    myhtml_data_process(&entry, &string, text.data(), text.size());
    myhtml_data_process_end(&entry, &string);
  }

  [[nodiscard]] std::size_t Arena() const { return tree_->async_args[0].mchar_node_id; }

  // To tree construction, as myhtml_queue_add does; the next token begins at `next`.
  bool Emit(myhtml_token_node_t* token, std::size_t next) {
    token->type =
        static_cast<myhtml_token_type>(static_cast<unsigned>(token->type) | MyHTML_TOKEN_TYPE_DONE);
    mythread_queue_node_t* node = tree_->current_qnode;
    node->args = token;
    const std::size_t inserted = progress_.inserted;
    while (myhtml_rules_tree_dispatcher(tree_, token)) {
    }
    tree_->current_qnode =
        mythread_queue_node_malloc_limit(tree_->myhtml->thread_stream, tree_->queue, 4, nullptr);
    if (tree_->current_qnode == nullptr) return false;
    tree_->current_qnode->context = tree_;
    tree_->current_qnode->prev = node;
    tree_->state = tree_->state_of_builder;
    // An end tag that made no node is known to nobody any more.
    const bool free = (static_cast<unsigned>(token->type) & MyHTML_TOKEN_TYPE_CLOSE) != 0 &&
                      progress_.inserted == inserted;
    if (free) {
      myhtml_token_node_clean(token);
    } else {
      token = myhtml_token_node_create(tree_->token, tree_->token->mcasync_token_id);
    }
    tree_->current_token_node = token;
    if (token == nullptr) return false;
    tree_->current_token_node->raw_begin = tree_->current_token_node->element_begin =
        tree_->global_offset + next;
    return true;
  }

  myhtml_tree_t* tree_;
  const ReadProgress& progress_;
  const char* html_;
  std::size_t size_;
  std::array<Attribute, kMaxAttributes> list_;
  std::size_t attributes_ = 0;
  const myhtml_tag_context_t* tag_ = nullptr;
  std::size_t name_ = 0;
  std::size_t name_size_ = 0;
  bool closes_ = false;
  bool closes_itself_ = false;
};

}  // namespace

std::size_t ReadData(myhtml_tree_t* tree, myhtml_token_node_t* token, const char* html,
                     std::size_t at, std::size_t size) {
  const auto& progress = *static_cast<const ReadProgress*>(tree->context);
  Reader reader(tree, html, size);
  while (at < size && tree->state == MyHTML_TOKENIZER_STATE_DATA &&
         token->tag_id == MyHTML_TAG__UNDEF && token->raw_begin == tree->global_offset + at) {
    const std::size_t next = reader.Next(at);
    if (next == at) break;
    token = tree->current_token_node;
    at = next;
    if (tree->open_elements->length > progress.max_open ||
        progress.inserted > progress.max_inserted) {
      token->raw_begin = token->element_begin = tree->global_offset + size;
      return size;
    }
  }
  if (at >= size || tree->state != MyHTML_TOKENIZER_STATE_DATA) return at;
  return myhtml_tokenizer_state_data(tree, token, html, at, size);
}

}  // namespace isnad::page
